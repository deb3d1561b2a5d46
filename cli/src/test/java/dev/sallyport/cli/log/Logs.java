package dev.sallyport.cli.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/* Reads logs into texts that tests can compare: `ADDRESS USER TIME PATH` or `LINE: fault`. */
final class Logs {

    private Logs() {}

    static final class Recorder implements LineHandler {
        final List<String> requests = new ArrayList<>();
        final List<String> faults = new ArrayList<>();

        @Override
        public void request(LogLine line) {
            requests.add(text(line));
        }

        @Override
        public void unparsed(long number, LineFault fault, byte[] bytes, int from, int to) {
            faults.add(number + ": " + fault);
        }

        @Override
        public void progress(long position, long lines) {}
    }

    static String text(LogLine line) {
        String user =
                line.hasUser()
                        ? new String(
                                line.userBytes(),
                                line.userFrom(),
                                line.userTo() - line.userFrom(),
                                UTF_8)
                        : "-";
        String time =
                line.epochSecond() == LogLine.NO_TIME
                        ? "-"
                        : Instant.ofEpochSecond(line.epochSecond()).toString();
        String path =
                line.pathFrom() == line.pathTo()
                        ? "-"
                        : new String(
                                line.pathBytes(),
                                line.pathFrom(),
                                line.pathTo() - line.pathFrom(),
                                UTF_8);
        return line.address() + " " + user + " " + time + " " + path;
    }

    static String parsed(LineParser parser, String line) {
        byte[] bytes = ("##" + line + "##").getBytes(UTF_8);
        LogLine into = new LogLine();
        LineFault fault = parser.parse(bytes, 2, bytes.length - 2, into);
        return fault == null ? text(into) : fault.name();
    }

    static Recorder read(Path log, LogFormat format, LogFields fields) throws LogException {
        Recorder recorder = new Recorder();
        new LogReader(format, fields).read(new LogSource(log.toString()), recorder);
        return recorder;
    }

    static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return packed.toByteArray();
    }

    static Path write(Path folder, byte[]... parts) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        return Files.write(Files.createTempFile(folder, "access", ".log"), all.toByteArray());
    }
}
