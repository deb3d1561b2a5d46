package dev.sallyport.egress.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.engine.address.IpPrefix;

/**
 * Writes {@code source_ips.json}, {@code .yaml} and {@code .txt} in the documented shapes, each in
 * one form only: ascending, always with the length, a line end at the end.
 */
public final class SourceIpsWriter {

    private SourceIpsWriter() {}

    /** Returns {@code {"region":…,"source_ips":[…]}}. */
    public static byte[] json(SourceIps source) {
        JsonText json = new JsonText();
        json.raw("{\"region\":").text(source.region()).raw(",\"source_ips\":[");
        String comma = "";
        for (IpPrefix prefix : source.prefixes()) {
            json.raw(comma).text(prefix.toString());
            comma = ",";
        }
        return json.raw("]}\n").bytes();
    }

    /** Returns the two keys as YAML, quoted and indented as the documentation shows them. */
    public static byte[] yaml(SourceIps source) {
        StringBuilder yaml = new StringBuilder();
        yaml.append("'region': '").append(source.region()).append("'\n");
        yaml.append(source.prefixes().isEmpty() ? "'source_ips': []\n" : "'source_ips':\n");
        for (IpPrefix prefix : source.prefixes()) {
            yaml.append("  - '").append(prefix).append("'\n");
        }
        return yaml.toString().getBytes(UTF_8);
    }

    /** Returns one prefix a line. */
    public static byte[] text(SourceIps source) {
        StringBuilder text = new StringBuilder();
        for (IpPrefix prefix : source.prefixes()) {
            text.append(prefix).append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }
}
