package dev.sallyport.evidence.column;

import dev.sallyport.engine.decision.Verdict;
import dev.sallyport.engine.policy.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/*
 * The rulings of one judgement, numbered in 16 bits, of which the first says that the ruling denies; 0 stands for none yet
 * and 1 for a folded row that is not judged alike everywhere. Not thread-safe while it grows.
 */
final class Rulings {

    static final char NONE = 0;
    static final char UNCERTAIN = 1;
    private static final int FIRST = 2;
    private static final int DENYING = 1 << 15;

    private final Map<Ruling, Integer> numbers;
    private final List<Ruling> rulings;

    Rulings() {
        numbers = new HashMap<>();
        rulings = new ArrayList<>();
    }

    Rulings(Rulings known) {
        numbers = new HashMap<>(known.numbers);
        rulings = new ArrayList<>(known.rulings);
    }

    char number(Verdict verdict) {
        Ruling ruling = new Ruling(verdict.evaluated(), verdict.reason());
        Integer known = numbers.get(ruling);
        if (known != null) {
            return (char) known.intValue();
        }
        int number = FIRST + rulings.size();
        if (number >= DENYING) {
            throw new IllegalArgumentException("more rules and grants than can be told apart");
        }
        if (ruling.effect() == Effect.DENY) {
            number |= DENYING;
        }
        rulings.add(ruling);
        numbers.put(ruling, number);
        return (char) number;
    }

    Ruling ruling(char number) {
        return rulings.get((number & ~DENYING) - FIRST);
    }

    /** Returns 1 if the ruling of a number denies, else 0. */
    static int denials(char number) {
        return number >>> 15;
    }
}
