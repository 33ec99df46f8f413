package dev.sailplane.api.http.openai;

import dev.sailplane.api.access.CurrentTenant;
import dev.sailplane.api.configuration.ApiConfiguration;
import dev.sailplane.api.http.PredictionHeaders;
import dev.sailplane.api.job.JobState;
import dev.sailplane.api.prediction.Predictions;
import dev.sailplane.api.prediction.RequestIdentity;
import dev.sailplane.api.prediction.Submission;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/**
 * OpenAI's Images API: the pictures themselves are the answer, so the caller waits for the job. Whether it is a stream
 * is told by the body alone; clients send various {@code Accept} headers, and any is fine.
 */
@Path("/v1/images")
@RunOnVirtualThread
public class ImagesResource {
    private final CurrentTenant tenant;
    private final ImageRequestParser parser;
    private final Predictions predictions;
    private final ImageAnswers answers;
    private final int maximumPictureBytes;

    /** Leads to these. */
    public ImagesResource(
            CurrentTenant tenant,
            ImageRequestParser parser,
            Predictions predictions,
            ImageAnswers answers,
            ApiConfiguration configuration) {
        this.tenant = tenant;
        this.parser = parser;
        this.predictions = predictions;
        this.answers = answers;
        this.maximumPictureBytes =
                Math.toIntExact(configuration.sources().maximumSize().asLongValue());
    }

    /** Pictures of a prompt. */
    @POST
    @Path("/generations")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response generate(@Context HttpHeaders headers, byte[] body) {
        return answer(ImageBody.json(ImageKind.GENERATION, body), headers);
    }

    /** A picture with a part of it drawn anew; the picture by its address or as a data URL. */
    @POST
    @Path("/edits")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response edit(@Context HttpHeaders headers, byte[] body) {
        return answer(ImageBody.json(ImageKind.EDIT, body), headers);
    }

    /** The same with the picture as a file. */
    @POST
    @Path("/edits")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response edit(@Context HttpHeaders headers, MultipartFormDataInput form) {
        return answer(ImageForm.read(ImageKind.EDIT, form, maximumPictureBytes), headers);
    }

    /** A picture drawn anew, not quite the same. */
    @POST
    @Path("/variations")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response vary(@Context HttpHeaders headers, MultipartFormDataInput form) {
        return answer(ImageForm.read(ImageKind.VARIATION, form, maximumPictureBytes), headers);
    }

    @ServerExceptionMapper
    Response unfinished(JobUnfinishedException unfinished) {
        return answers.unfinished(unfinished);
    }

    private Response answer(ImageBody body, HttpHeaders headers) {
        ImageRequest request = parser.parse(body);
        RequestIdentity identity = PredictionHeaders.of(headers).identity(body.fingerprint());
        Submission submission = new Submission(tenant.name(), request.command(), identity);
        JobState accepted = body.names().translating(() -> predictions.accept(submission));
        return answers.answer(request, accepted);
    }
}
