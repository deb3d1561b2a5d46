package dev.sallyport.egress.fetch;

import dev.sallyport.egress.fetch.FetchResult.Failed;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import java.util.Locale;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/* Why an exchange failed, by the exceptions that the platform's client throws. */
final class FailureDiagnosis {

    private FailureDiagnosis() {}

    static Failed of(Throwable thrown, String host) {
        boolean isTls = false;
        boolean isCut = false;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            Failed certain = certain(cause, host);
            if (certain != null) {
                return certain;
            }
            isTls |= cause instanceof SSLException;
            isCut |= isCut(cause);
        }
        if (isTls) {
            return new Failed(
                    FetchFailure.TLS, "no secure connection to `" + host + "` came about");
        }
        if (isCut) {
            return new Failed(
                    FetchFailure.TRUNCATED, "the answer of `" + host + "` ended before its end");
        }
        return new Failed(FetchFailure.PROTOCOL, "the answer of `" + host + "` is no HTTP");
    }

    private static @Nullable Failed certain(Throwable cause, String host) {
        return switch (cause) {
            case BoundedBody.TooLargeException _ ->
                    new Failed(FetchFailure.TOO_LARGE, "the answer is larger than the limit");
            case HttpConnectTimeoutException _ ->
                    new Failed(FetchFailure.UNREACHABLE, "`" + host + "` does not answer in time");
            case HttpTimeoutException _ ->
                    new Failed(FetchFailure.TOO_SLOW, "`" + host + "` did not answer in time");
            case UnknownHostException _ ->
                    new Failed(FetchFailure.UNREACHABLE, "there is no host `" + host + "`");
            case UnresolvedAddressException _ ->
                    new Failed(FetchFailure.UNREACHABLE, "there is no host `" + host + "`");
            case ConnectException _ ->
                    cause.getCause() instanceof UnresolvedAddressException
                            ? new Failed(
                                    FetchFailure.UNREACHABLE, "there is no host `" + host + "`")
                            : new Failed(
                                    FetchFailure.UNREACHABLE, "`" + host + "` takes no connection");
            case CertificateException certificate when isNameMismatch(certificate) ->
                    new Failed(
                            FetchFailure.TLS_NAME_MISMATCH,
                            "the certificate is not one of `" + host + "`");
            case CertificateException _ ->
                    new Failed(
                            FetchFailure.TLS, "the certificate of `" + host + "` is not trusted");
            case ZipException _ -> new Failed(FetchFailure.ENCODING, "the answer is no gzip");
            case ProtocolException _ ->
                    new Failed(FetchFailure.PROTOCOL, "the answer of `" + host + "` is no HTTP");
            default -> null;
        };
    }

    /* The platform says so in words only (sun.security.util.HostnameChecker); a test keeps watch over them. */
    private static boolean isNameMismatch(CertificateException refusal) {
        String words = String.valueOf(refusal.getMessage()).toLowerCase(Locale.ROOT);
        return words.contains("no name matching")
                || words.contains("no subject alternative")
                || words.contains("subject alternative dns name");
    }

    private static boolean isCut(Throwable cause) {
        String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return cause instanceof EOFException
                || words.contains("eof")
                || words.contains("bytes received")
                || words.contains("closed")
                || words.contains("connection reset")
                || words.contains("no bytes");
    }
}
