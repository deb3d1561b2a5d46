package dev.sallyport.agent.target;

import dev.sallyport.engine.address.IpPrefix;
import java.util.List;

/*
 * A file that nginx includes. The file is replaced, the whole configuration is tested, and only then nginx reloads it; if
 * the test or the reload fails the file is put back. Workers that serve requests end them under the list they began with.
 */
final class NginxTarget implements Target {

    private final FileTarget file;
    private final List<String> test;
    private final List<String> reload;

    NginxTarget(FileTarget file, List<String> test, List<String> reload) {
        this.file = file;
        this.test = List.copyOf(test);
        this.reload = List.copyOf(reload);
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public Capacity capacity() {
        return file.capacity();
    }

    @Override
    public Content read() throws TargetException {
        return file.read();
    }

    @Override
    public void apply(List<IpPrefix> prefixes) throws TargetException {
        Content before = file.read();
        file.apply(prefixes);
        try {
            takeUp();
        } catch (TargetException refused) {
            file.restore(before);
            throw refused;
        }
    }

    @Override
    public void restore(Content before) throws TargetException {
        file.restore(before);
        takeUp();
    }

    private void takeUp() throws TargetException {
        String _ = Command.done(test, "");
        String _ = Command.done(reload, "");
    }
}
