package dev.sallyport.compat.nginx;

import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.policy.Effect;

/*
 * What a configuration says of one network. `number` is the place of its line in the report; `isPart` says that the directive
 * says more than this network, so that its line is not about this one alone.
 */
record Network(
        int number,
        Directive directive,
        IpPrefix prefix,
        Effect effect,
        String change,
        boolean isPart) {}
