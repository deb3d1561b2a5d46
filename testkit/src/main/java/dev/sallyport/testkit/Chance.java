package dev.sallyport.testkit;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Choices that depend on a seed alone, so that every generated case can be made again. Not for
 * several threads at once.
 */
public final class Chance {

    private final SplittableRandom random;

    /** Begins the choices of {@code seed}. */
    public Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** Returns true in one of {@code n} cases, n at least 1. */
    public boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** Returns true in {@code percent} of a hundred cases. */
    public boolean percent(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Returns a number from 0 to {@code bound} - 1. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Returns a number from {@code first} to {@code last}, both included. */
    public int between(int first, int last) {
        return random.nextInt(first, last + 1);
    }

    /** Returns any long. */
    public long bits() {
        return random.nextLong();
    }

    /** Returns one of the elements, each as likely as the others. */
    public <T> T pick(List<T> elements) {
        return elements.get(random.nextInt(elements.size()));
    }

    /** Returns one of the values, each as likely as the others. */
    public int pick(int... values) {
        return values[random.nextInt(values.length)];
    }

    /** Returns at least one and at most {@code most} of the elements. */
    public <T> Set<T> some(List<T> elements, int most) {
        Set<T> chosen = new HashSet<>();
        int count = between(1, most);
        for (int i = 0; i < count; i++) {
            chosen.add(pick(elements));
        }
        return chosen;
    }
}
