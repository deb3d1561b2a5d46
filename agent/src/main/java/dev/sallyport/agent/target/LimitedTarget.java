package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpPrefix;
import java.util.List;

/* A target that is said to hold less than it could. */
record LimitedTarget(Target target, int most) implements Target {

    @Override
    public String name() {
        return target.name();
    }

    @Override
    public Capacity capacity() {
        return target.capacity().atMost(most);
    }

    @Override
    public Content read() throws TargetException {
        return target.read();
    }

    @Override
    public void apply(List<IpPrefix> prefixes) throws TargetException {
        target.apply(prefixes);
    }

    @Override
    public void restore(Content before) throws TargetException {
        target.restore(before);
    }
}
