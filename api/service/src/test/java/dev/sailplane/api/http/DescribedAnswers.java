package dev.sailplane.api.http;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.Set;

/** Holds every answer that any HTTP test gets to the OpenAPI document. */
public final class DescribedAnswers implements Filter, QuarkusTestBeforeEachCallback {
    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        RestAssured.replaceFiltersWith(this);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Response answer = context.next(request, expected);
        String path = URI.create(request.getURI()).getRawPath();
        OpenApiDocument.SERVED.operation(request.getMethod(), path).ifPresent(operation -> {
            String mediaType = answer.contentType().split(";", 2)[0].strip();
            Set<String> faults =
                    OpenApiDocument.SERVED.faults(operation, answer.statusCode(), mediaType, answer.asByteArray());
            if (!faults.isEmpty()) {
                throw new AssertionError("%s %s answered %d, not as openapi.yaml describes: %s"
                        .formatted(request.getMethod(), path, answer.statusCode(), faults));
            }
        });
        return answer;
    }
}
