package dev.sallyport.cli.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.cli.CommandFailure;
import dev.sallyport.cli.ExitStatus;
import dev.sallyport.egress.signature.EgressSigningKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sallyport sync key}: makes the key with which an agent acknowledges. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        description =
                "Makes a key with which the agent acknowledges: the private half into a file that only"
                        + " you can read, the public half on standard output for the publisher.")
final class SyncKeyCommand implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The file, which must not be there yet.")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        EgressSigningKey key = EgressSigningKey.generate();
        try (FileChannel out =
                FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = ByteBuffer.wrap((key.toPrivateJwk() + "\n").getBytes(UTF_8));
            while (bytes.hasRemaining()) {
                int _ = out.write(bytes);
            }
            out.force(true);
        } catch (FileAlreadyExistsException there) {
            throw new CommandFailure(ExitStatus.FAILURE, "`" + file + "` is there already");
        } catch (IOException failed) {
            throw new CommandFailure(ExitStatus.FAILURE, "`" + file + "` cannot be written");
        }
        spec.commandLine().getOut().println(key.publicKey().toJwk());
        spec.commandLine().getOut().flush();
        return ExitStatus.SUCCESS;
    }
}
