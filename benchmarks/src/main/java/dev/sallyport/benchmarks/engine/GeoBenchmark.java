package dev.sallyport.benchmarks.engine;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpFamily;
import dev.sallyport.engine.address.IpPrefix;
import dev.sallyport.engine.decision.GeoData;
import dev.sallyport.engine.policy.CountryCode;
import dev.sallyport.geo.GeoFileException;
import dev.sallyport.geo.GeoLoader;
import dev.sallyport.geo.GeoRecord;
import dev.sallyport.testkit.MaxMindDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The country of an address, in the engine's table and by MaxMind's own reader: one file with
 * 100,000 networks, the same addresses, half of them inside one.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@State(Scope.Thread)
public class GeoBenchmark {

    private static final int NETWORKS = 100_000;
    private static final int MASK = Workload.ADDRESSES - 1;

    @Param({"IPV4", "IPV6"})
    private IpFamily family = IpFamily.IPV4;

    private GeoData table = GeoData.none();
    private @Nullable Reader reader;
    private final IpAddress[] addresses = new IpAddress[Workload.ADDRESSES];
    private final InetAddress[] sockets = new InetAddress[Workload.ADDRESSES];
    private int next;

    /** Gives both the same file and addresses, and checks that they agree. */
    @Setup
    public void prepare() throws IOException, GeoFileException {
        Workload workload = Workload.of(family, NETWORKS);
        Random random = new Random(7);
        MaxMindDatabase database = new MaxMindDatabase(true, Instant.EPOCH);
        for (IpPrefix network : workload.networks()) {
            char[] letters = {(char) ('A' + random.nextInt(16)), (char) ('A' + random.nextInt(16))};
            database.country(network.toString(), new String(letters));
        }
        Path file = Files.createTempFile("geo", ".mmdb");
        Files.write(file, database.bytes());
        table = GeoLoader.load(List.of(file)).table();
        reader = new Reader(new ByteArrayInputStream(Files.readAllBytes(file)), new CHMCache());
        Files.delete(file);
        int answered = 0;
        for (int i = 0; i < addresses.length; i++) {
            addresses[i] = workload.addresses().get(i);
            // A literal: no name server is asked.
            sockets[i] = InetAddress.getByName(addresses[i].toString());
            CountryCode ours = table.country(addresses[i]);
            String theirs = maxMind(sockets[i]);
            if (!ours.value().equals(theirs == null ? "ZZ" : theirs)) {
                throw new IllegalStateException("the peers do not agree on " + addresses[i]);
            }
            answered += theirs == null ? 0 : 1;
        }
        if (answered < addresses.length / 4) {
            throw new IllegalStateException("too few addresses have an answer: " + answered);
        }
    }

    private int index() {
        next = (next + 1) & MASK;
        return next;
    }

    /** The engine's table. */
    @Benchmark
    public CountryCode country() {
        return table.country(addresses[index()]);
    }

    /** MaxMind's reader, with its cache and decoding nothing but the code. */
    @Benchmark
    public @Nullable String maxMindReader() throws IOException {
        return maxMind(sockets[index()]);
    }

    private @Nullable String maxMind(InetAddress address) throws IOException {
        Reader known = reader;
        if (known == null) {
            throw new IllegalStateException("nothing is prepared");
        }
        GeoRecord said = known.get(address, GeoRecord.class);
        return said == null ? null : said.code();
    }
}
