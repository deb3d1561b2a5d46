package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpPrefix;
import java.util.List;
import java.util.regex.Pattern;

/*
 * A Kubernetes NetworkPolicy (networking.k8s.io/v1) that lets the prefixes reach the pods it selects. An object in etcd has
 * at most 1.5 MiB; 10,000 entries are well below.
 */
record NetworkPolicyFormat(String policyName, String namespace, String selector, int most)
        implements PrefixFormat {

    static final int MOST = 10_000;

    private static final Pattern PREFIX =
            Pattern.compile(" {8}- ipBlock: \\{cidr: \"([0-9a-f:./]+)\"}");
    private static final Pattern FIXED =
            Pattern.compile(
                    "#.*|apiVersion: networking\\.k8s\\.io/v1|kind: NetworkPolicy|metadata:|spec:"
                            + "|  (name|namespace): \"?[a-z0-9.-]+\"?|  podSelector: \\{}|  podSelector:"
                            + "|    matchLabels:|      \"?[A-Za-z0-9./_-]+\"?: \"[A-Za-z0-9._-]*\""
                            + "|  policyTypes: \\[Ingress]|  ingress:|    - from:");

    @Override
    public String write(List<IpPrefix> prefixes) {
        StringBuilder text = new StringBuilder(Texts.HEADER);
        text.append("apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n");
        // Quoted: YAML takes `no` and `123` for something else than texts.
        text.append("  name: \"").append(policyName).append("\"\n");
        text.append("  namespace: \"").append(namespace).append("\"\nspec:\n");
        int equals = selector.indexOf('=');
        if (equals < 0) {
            text.append("  podSelector: {}\n");
        } else {
            text.append("  podSelector:\n    matchLabels:\n      \"")
                    .append(selector, 0, equals)
                    .append("\": \"")
                    .append(selector, equals + 1, selector.length())
                    .append("\"\n");
        }
        text.append("  policyTypes: [Ingress]\n  ingress:\n    - from:\n");
        for (IpPrefix prefix : prefixes) {
            text.append("        - ipBlock: {cidr: \"").append(prefix).append("\"}\n");
        }
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
