package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpPrefix;
import java.util.List;
import java.util.regex.Pattern;

/* A map file for `map_ip`: the value of every prefix is `allow`. */
record HaproxyFormat(int most) implements PrefixFormat {

    static final int MOST = 100_000;

    private static final Pattern PREFIX = Pattern.compile("\\s*([0-9A-Fa-f:./]+)\\s+allow\\s*");
    private static final Pattern FIXED = Pattern.compile("\\s*(#.*)?");

    @Override
    public String write(List<IpPrefix> prefixes) {
        StringBuilder text = new StringBuilder(Texts.HEADER);
        prefixes.forEach(prefix -> text.append(prefix).append(" allow\n"));
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
