package dev.sallyport.evidence.column;

import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * The rulings of one judgement, numbered in 16 bits; 0 stands for none yet and 1 for a folded row that is not judged alike
 * everywhere. Not thread-safe while it grows.
 */
final class Rulings {

    static final char NONE = 0;
    static final char UNCERTAIN = 1;
    private static final int FIRST = 2;

    private final Map<Ruling, Integer> numbers;
    private final List<Ruling> rulings;

    /** Per number all bits set if it denies, else none. */
    long[] denying;

    Rulings() {
        numbers = new HashMap<>();
        rulings = new ArrayList<>();
        denying = new long[16];
    }

    Rulings(Rulings known) {
        numbers = new HashMap<>(known.numbers);
        rulings = new ArrayList<>(known.rulings);
        denying = known.denying.clone();
    }

    char number(Verdict verdict) {
        Ruling ruling = new Ruling(verdict.evaluated(), verdict.reason());
        Integer known = numbers.get(ruling);
        if (known != null) {
            return (char) known.intValue();
        }
        int number = FIRST + rulings.size();
        if (number > Character.MAX_VALUE) {
            throw new IllegalArgumentException("more rules and grants than can be told apart");
        }
        if (number == denying.length) {
            denying = Arrays.copyOf(denying, 2 * number);
        }
        denying[number] = ruling.effect() == Effect.DENY ? -1 : 0;
        rulings.add(ruling);
        numbers.put(ruling, number);
        return (char) number;
    }

    Ruling ruling(char number) {
        return rulings.get(number - FIRST);
    }

    boolean isDenying(char number) {
        return denying[number] != 0;
    }
}
