package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpPrefix;
import java.util.List;
import java.util.regex.Pattern;

/* An allow list for `include` in a server or location: whoever is not on it is denied (ngx_http_access_module). */
record NginxFormat(int most) implements PrefixFormat {

    /* nginx walks such a list from its beginning for every request. */
    static final int MOST = 20_000;

    private static final Pattern PREFIX =
            Pattern.compile("\\s*allow\\s+([0-9A-Fa-f:./]+)\\s*;\\s*");
    private static final Pattern FIXED = Pattern.compile("\\s*(deny\\s+all\\s*;)?\\s*(#.*)?");

    @Override
    public String write(List<IpPrefix> prefixes) {
        StringBuilder text = new StringBuilder(Texts.HEADER);
        prefixes.forEach(prefix -> text.append("allow ").append(prefix).append(";\n"));
        return text.append("deny all;\n").toString();
    }

    @Override
    public List<IpPrefix> read(String text) throws TargetException {
        return Texts.lines(text, PREFIX, FIXED);
    }

    @Override
    public Capacity capacity() {
        return Capacity.of(most);
    }
}
