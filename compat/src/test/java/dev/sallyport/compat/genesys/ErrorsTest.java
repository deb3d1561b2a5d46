package dev.sallyport.compat.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.control.problem.Problem;
import dev.sallyport.control.problem.ProblemCode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class ErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "AUTH_MISSING, 401, authentication.required",
        "AUTH_INVALID, 401, bad.credentials",
        "AUTH_FORBIDDEN, 403, not.authorized",
        "TENANT_UNKNOWN, 404, not.found",
        "REQUEST_NO_SUCH_RESOURCE, 404, not.found",
        "REQUEST_METHOD_NOT_ALLOWED, 405, method.not.allowed",
        "REQUEST_TIMEOUT, 408, client.timeout",
        "POLICY_WOULD_LOCK_OUT, 409, general.conflict",
        "REQUEST_TOO_LARGE, 413, request.entity.too.large",
        "JSON_TOO_LARGE, 413, request.entity.too.large",
        "REQUEST_MEDIA_TYPE, 415, unsupported.media.type",
        "SERVER_INTERNAL, 500, internal.server.error",
        "SERVER_UNAVAILABLE, 503, service.unavailable",
    })
    void problemsHaveTheVendorsCodes(ProblemCode code, int status, String expected) {
        ErrorBody error = ProblemErrors.of(Problem.of(code, "something is wrong"), 4096);

        assertThat(error.status()).isEqualTo(status);
        assertThat(error.code()).isEqualTo(expected);
    }

    /** Whatever a use case refuses for, there is an answer with a status of the vendor's. */
    @ParameterizedTest
    @EnumSource(ProblemCode.class)
    void everyProblemHasAnAnswer(ProblemCode code) {
        ErrorBody error = ProblemErrors.of(Problem.of(code, "something is wrong"), 4096);

        assertThat(error.status())
                .isIn(400, 401, 403, 404, 405, 406, 408, 409, 413, 415, 429, 500, 503);
        assertThat(error.code()).matches("[a-z.]+");
    }

    @Test
    void theBodyHasTheIdOfTheHeaderEverywhere() {
        Problem problem =
                Documents.refused(Documents.settings("{\"ipAddressAllowlist\":[\"x\",\"y\"]}"));

        String body = ErrorBodyWriter.write(ProblemErrors.of(problem, 4096), "id-1");

        assertThat(body).startsWith("{\"message\":\"");
        assertThat(body.split("\"contextId\":\"id-1\"", -1)).hasSize(4);
        assertThat(body)
                .contains(
                        "{\"errorCode\":\"policy.address-not-an-address\",\"fieldName\":\"ipAddressAllowlist[1]\"}");
    }

    @Test
    void aNormalised429IsThatOfTheVendor() {
        assertThat(ErrorBodyWriter.write(ErrorBodies.tooManyRequests(42), "id"))
                .isEqualTo(
                        "{\"message\":\"Rate limit exceeded the maximum. Retry the request in [42]"
                                + " seconds\",\"code\":\"too.many.requests.retry.after\",\"status\":429,"
                                + "\"contextId\":\"id\",\"details\":[],\"errors\":[]}");
    }

    @Test
    void missingPermissionsAreNamed() {
        assertThat(ErrorBodies.missingAny(List.of("directory:organization:admin")).message())
                .isEqualTo(
                        "Unable to perform the requested action. You must have at least one of the"
                                + " following permissions assigned: directory:organization:admin");
    }
}
