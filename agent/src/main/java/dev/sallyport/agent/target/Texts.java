package dev.sallyport.agent.target;

import dev.sallyport.engine.address.AddressSyntaxException;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.address.IpRange;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/* What formats have in common. */
final class Texts {

    /** Says where a file comes from; every format has comments of this kind. */
    static final String HEADER = "# Written by sallyport sync; changes are overwritten.\n";

    private Texts() {}

    static TargetException foreign(int line) {
        return new TargetException(
                "target.foreign-content",
                "line " + line + " was not written by the agent, so the target is left alone");
    }

    static IpPrefix prefix(String text, int line) throws TargetException {
        try {
            return IpPrefix.parse(text);
        } catch (AddressSyntaxException noPrefix) {
            throw foreign(line);
        }
    }

    /* An address, a prefix or a range, as firewalls list them. */
    static List<IpPrefix> element(String text) throws TargetException {
        try {
            if (text.indexOf('-') > 0) {
                return IpRange.parse(text).prefixes();
            }
            return List.of(
                    text.indexOf('/') < 0
                            ? IpPrefix.of(IpAddress.parse(text))
                            : IpPrefix.parse(text));
        } catch (AddressSyntaxException foreign) {
            throw new TargetException(
                    "target.foreign-content", "the target holds an element that is no prefix");
        }
    }

    /* The prefixes of lines, each of which matches one of two forms: a prefix in group 1, or something fixed. */
    static List<IpPrefix> lines(String text, Pattern prefix, Pattern fixed) throws TargetException {
        List<IpPrefix> prefixes = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            Matcher match = prefix.matcher(line);
            if (match.matches()) {
                prefixes.add(prefix(match.group(1), number));
            } else if (!fixed.matcher(line).matches()) {
                throw foreign(number);
            }
        }
        return prefixes;
    }
}
