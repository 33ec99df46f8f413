package dev.sailplane.api.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sailplane.api.http.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenAiErrorTest {
    @ParameterizedTest
    @CsvSource({
        "unauthenticated, 401, authentication_error, invalid_api_key",
        "too-many-requests, 429, rate_limit_error, rate_limit_exceeded",
        "method-not-allowed, 405, invalid_request_error, method_not_allowed",
        "internal-error, 500, server_error, internal_error",
        "unavailable, 503, server_error, unavailable"
    })
    void aProblemIsOfTheClassThatItsStatusTells(String kind, int status, String type, String code) {
        assertThat(OpenAiError.of(Problem.of(kind, status, "A title", "A sentence.")))
                .isEqualTo(new OpenAiError("A sentence.", type, null, code));
    }

    @ParameterizedTest
    @CsvSource({"/n, n", "/images/0/image_url, images[0].image_url", "/images/10, images[10]", "/a~1b~0c, a/b~c"})
    void aPointerIsWrittenAsOpenAiNamesFields(String pointer, String param) {
        assertThat(OpenAiError.param(pointer)).isEqualTo(param);
    }
}
