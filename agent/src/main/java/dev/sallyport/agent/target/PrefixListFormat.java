package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/*
 * The request of `aws ec2 create-managed-prefix-list --cli-input-json`: one family, and a number of entries that the list is
 * made for. AWS allows up to 1,000 entries, and counts them all against the quota of every security group that names it.
 */
record PrefixListFormat(String listName, IpFamily family, int most) implements PrefixFormat {

    static final int MOST = 1000;

    private static final Pattern PREFIX = Pattern.compile("\\s*\\{\"Cidr\": \"([0-9a-f:./]+)\"},?");
    private static final Pattern FIXED =
            Pattern.compile(
                    "[{}]|  \"(PrefixListName|AddressFamily)\": \"[A-Za-z0-9._-]+\","
                            + "|  \"MaxEntries\": [0-9]+,|  \"Entries\": \\[|  ]");

    @Override
    public String write(List<IpPrefix> prefixes) {
        StringBuilder text = new StringBuilder("{\n");
        text.append("  \"PrefixListName\": \"").append(listName).append("\",\n");
        text.append("  \"AddressFamily\": \"")
                .append(family == IpFamily.IPV4 ? "IPv4" : "IPv6")
                .append("\",\n");
        text.append("  \"MaxEntries\": ").append(most).append(",\n  \"Entries\": [\n");
        String end = "";
        for (IpPrefix prefix : prefixes) {
            text.append(end).append("    {\"Cidr\": \"").append(prefix).append("\"}");
            end = ",\n";
        }
        return text.append("\n  ]\n}\n").toString();
    }

    @Override
    public List<IpPrefix> read(String text) throws TargetException {
        return Texts.lines(text, PREFIX, Pattern.compile(FIXED.pattern() + "|"));
    }

    @Override
    public Capacity capacity() {
        return new Capacity(most, Set.of(family), 1);
    }
}
