package dev.sallyport.geo;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Metadata;
import com.maxmind.db.Reader;
import dev.sallyport.engine.address.IpAddress;
import dev.sallyport.engine.address.IpPrefix;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/*
 * One MaxMind DB in memory. The library reads metadata and data records; the search tree is walked here, because the
 * library follows a tree that loops without end and takes an IPv6 address in an IPv4 tree for an IPv4 one.
 *
 *   | search tree | 16 zero bytes | data section | marker | metadata |
 */
final class Database {

    /* Takes the networks of IPv4, then those of IPv6, in ascending order, each with what is said of it. */
    interface Visitor {
        void network(IpPrefix network, GeoRecord said) throws GeoFileException;
    }

    private static final int FORMAT = 2;
    private static final int SEPARATOR = 16;
    private static final byte[] MARKER =
            "\u00AB\u00CD\u00EFMaxMind.com".getBytes(StandardCharsets.ISO_8859_1);

    /* "The maximum allowable size for the metadata section, including the marker, is 128 KiB." */
    private static final int MAX_METADATA = 128 << 10;

    private static final BigInteger LAST_SECOND =
            BigInteger.valueOf(Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());

    private final byte[] bytes;
    private final int dataEnd;
    private final Reader reader;
    private final Metadata metadata;
    private final Map<Long, GeoRecord> records = new HashMap<>();

    private Database(byte[] bytes, int dataEnd, Reader reader) throws GeoFileException {
        this.bytes = bytes;
        this.dataEnd = dataEnd;
        this.reader = reader;
        metadata = reader.getMetadata();
        check();
    }

    /**
     * Opens a database.
     *
     * @throws IOException if the metadata cannot be decoded; other faults of the bytes may come out
     *     as any unchecked exception or as StackOverflowError
     */
    static Database open(byte[] bytes) throws GeoFileException, IOException {
        int dataEnd = markerAt(bytes);
        return new Database(
                bytes, dataEnd, new Reader(new ByteArrayInputStream(bytes), new CHMCache()));
    }

    private static int markerAt(byte[] bytes) throws GeoFileException {
        int last = bytes.length - MARKER.length;
        for (int at = last; at >= Math.max(0, bytes.length - MAX_METADATA); at--) {
            if (Arrays.equals(bytes, at, at + MARKER.length, MARKER, 0, MARKER.length)) {
                return at;
            }
        }
        throw new GeoFileException(
                "it has no metadata of a MaxMind DB: it is another kind of file, or it was cut off");
    }

    private void check() throws GeoFileException {
        if (metadata.binaryFormatMajorVersion() != FORMAT) {
            throw new GeoFileException(
                    "its format is version "
                            + metadata.binaryFormatMajorVersion()
                            + ", and this program reads version "
                            + FORMAT);
        }
        if (metadata.ipVersion() != 4 && metadata.ipVersion() != 6) {
            throw new GeoFileException(
                    "its IP version is " + metadata.ipVersion() + ", neither 4 nor 6");
        }
        int recordBits = metadata.recordSize();
        if (recordBits != 24 && recordBits != 28 && recordBits != 32) {
            throw new GeoFileException(
                    "its records have " + recordBits + " bits, not 24, 28 or 32");
        }
        BigInteger built = metadata.buildEpoch();
        if (built == null || built.signum() < 0 || built.compareTo(LAST_SECOND) > 0) {
            throw new GeoFileException("its metadata do not say when it was built");
        }
        long nodes = metadata.nodeCount();
        if (nodes < 1 || nodes > dataEnd || dataStart() > dataEnd) {
            throw new GeoFileException(
                    "its search tree is to have "
                            + nodes
                            + " nodes, which do not fit its length: it was cut off, or its metadata"
                            + " are wrong");
        }
        int treeEnd = (int) treeBytes();
        for (int at = treeEnd; at < treeEnd + SEPARATOR; at++) {
            if (bytes[at] != 0) {
                throw new GeoFileException(
                        "its search tree does not end where its metadata say it does");
            }
        }
    }

    private long treeBytes() {
        return metadata.nodeCount() * (metadata.recordSize() / 4);
    }

    private long dataStart() {
        return treeBytes() + SEPARATOR;
    }

    /** Returns what kind of database it says it is, such as {@code GeoLite2-Country}. */
    String type() {
        String type = metadata.databaseType();
        return type == null ? "" : type;
    }

    Instant builtAt() {
        return Instant.ofEpochSecond(metadata.buildEpoch().longValueExact());
    }

    /** Hands every network that has a data record to {@code visitor}. */
    void forEach(Visitor visitor) throws GeoFileException {
        new SearchTree(
                        bytes,
                        metadata.nodeCount(),
                        metadata.recordSize(),
                        metadata.ipVersion() == 6)
                .walk((network, record) -> visitor.network(network, said(network, record)));
    }

    /* Many networks share a record; each is decoded once, by way of the first address that leads to it. */
    private GeoRecord said(IpPrefix network, long record) throws GeoFileException {
        GeoRecord known = records.get(record);
        if (known != null) {
            return known;
        }
        long at = record - metadata.nodeCount() + treeBytes();
        if (at < dataStart() || at >= dataEnd) {
            throw new GeoFileException("its search tree leads to places outside its data");
        }
        GeoRecord said = decoded(network.first());
        records.put(record, said);
        return said;
    }

    private GeoRecord decoded(IpAddress address) throws GeoFileException {
        try {
            @Nullable GeoRecord said =
                    reader.get(InetAddress.getByAddress(octets(address)), GeoRecord.class);
            return said == null ? GeoRecord.EMPTY : said;
        } catch (IOException broken) {
            throw new GeoFileException("a data record cannot be decoded", broken);
        }
    }

    private static byte[] octets(IpAddress address) {
        byte[] octets = new byte[address.family().bits() / Byte.SIZE];
        long half = address.low();
        for (int i = octets.length - 1; i >= 0; i--) {
            if (octets.length - 1 - i == Long.BYTES) {
                half = address.high();
            }
            octets[i] = (byte) half;
            half >>>= Byte.SIZE;
        }
        return octets;
    }
}
