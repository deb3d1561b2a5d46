package dev.sallyport.benchmarks;

import dev.sallyport.benchmarks.engine.EngineBench;
import dev.sallyport.benchmarks.gate.GateBench;
import dev.sallyport.benchmarks.whatif.WhatIfBench;

/**
 * The {@code ./bench} program: measures one subject beside its peers in one run, prints a table and
 * writes every number and ratio as JSON. With {@code --quick} it takes a few minutes at most and
 * shows orders of magnitude only.
 */
public final class SallyportBench {

    private static final String USAGE = "usage: ./bench engine|gate|what-if [--quick]";

    private SallyportBench() {}

    /**
     * Measures the subject named by the first argument; exit status 2 if there is no such subject.
     *
     * @throws Exception if something cannot be measured
     */
    public static void main(String[] arguments) throws Exception {
        boolean quick = arguments.length == 2 && arguments[1].equals("--quick");
        if (arguments.length == 0 || (arguments.length > 1 && !quick)) {
            refuse();
            return;
        }
        switch (arguments[0]) {
            case "engine" -> EngineBench.run(quick);
            case "gate" -> GateBench.run(quick);
            case "what-if" -> WhatIfBench.run(quick);
            default -> refuse();
        }
    }

    private static void refuse() {
        System.err.println(USAGE);
        System.exit(2);
    }
}
