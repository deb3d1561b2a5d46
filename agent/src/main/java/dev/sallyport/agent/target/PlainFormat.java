package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpPrefix;
import java.util.List;
import java.util.regex.Pattern;

/*
 * One prefix a line and nothing else: the external dynamic lists, threat feeds and dynamic address lists of commercial
 * firewalls. The smallest of the larger ones takes 50,000 entries of a list.
 */
record PlainFormat(int most) implements PrefixFormat {

    static final int MOST = 50_000;

    private static final Pattern PREFIX = Pattern.compile("\\s*([0-9A-Fa-f:./]+)\\s*");
    private static final Pattern FIXED = Pattern.compile("\\s*(#.*)?");

    @Override
    public String write(List<IpPrefix> prefixes) {
        StringBuilder text = new StringBuilder();
        prefixes.forEach(prefix -> text.append(prefix).append('\n'));
        return text.toString();
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
