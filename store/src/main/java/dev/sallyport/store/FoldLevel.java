package dev.sallyport.store;

/* How coarse a span is: how long the prefixes of its folded cells are at most, and whether their principals have ids. */
enum FoldLevel {
    NONE(32, 64),
    FIRST(24, 48),
    SECOND(16, 32),
    THIRD(8, 16),
    ALL_NETWORKS(0, 0),
    NAMELESS(0, 0);

    private static final FoldLevel[] LEVELS = values();

    private final int ipv4;
    private final int ipv6;

    FoldLevel(int ipv4, int ipv6) {
        this.ipv4 = ipv4;
        this.ipv6 = ipv6;
    }

    /* The numbers are stored: never changed. */
    static FoldLevel of(int number) {
        return LEVELS[number];
    }

    int number() {
        return switch (this) {
            case NONE -> 0;
            case FIRST -> 1;
            case SECOND -> 2;
            case THIRD -> 3;
            case ALL_NETWORKS -> 4;
            case NAMELESS -> 5;
        };
    }

    FoldLevel next() {
        return this == NAMELESS ? NAMELESS : of(number() + 1);
    }

    boolean isNameless() {
        return this == NAMELESS;
    }

    int ipv4() {
        return ipv4;
    }

    int ipv6() {
        return ipv6;
    }

    long ipv4Mask() {
        return ipv4 == 0 ? 0 : -1L << (32 - ipv4);
    }

    long ipv6Mask() {
        return ipv6 == 0 ? 0 : -1L << (64 - ipv6);
    }
}
