package dev.sailplane.api.http;

import dev.sailplane.api.prediction.Model;
import dev.sailplane.api.prediction.ModelCatalogue;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import dev.sailplane.api.wire.ModelDescription;
import dev.sailplane.api.wire.ModelRenderer;
import dev.sailplane.api.wire.ModelVersion;
import dev.sailplane.api.wire.WholeList;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;

/** The models on offer and the input that each takes, in Replicate's dialect. */
// Not /v1/models: only the classes with the longest matching path are asked, and predictions lie below models too.
@Path("/v1")
@Produces(MediaType.APPLICATION_JSON)
public class ModelResource {
    private final ModelCatalogue catalogue;
    private final ModelRenderer renderer;

    /** Shows these. */
    public ModelResource(ModelCatalogue catalogue, ModelRenderer renderer) {
        this.catalogue = catalogue;
        this.renderer = renderer;
    }

    /** All models, by name. */
    @GET
    @Path("/models")
    public WholeList<ModelDescription> list() {
        return WholeList.of(catalogue.all().stream().map(renderer::render).toList());
    }

    /** One of them. */
    @GET
    @Path("/models/{owner}/{name}")
    public ModelDescription get(@PathParam("owner") String owner, @PathParam("name") String name) {
        return renderer.render(find(owner, name));
    }

    /** Its versions: the one on offer. */
    @GET
    @Path("/models/{owner}/{name}/versions")
    public WholeList<ModelVersion> versions(@PathParam("owner") String owner, @PathParam("name") String name) {
        return WholeList.of(List.of(renderer.version(find(owner, name))));
    }

    /** A version of it. */
    @GET
    @Path("/models/{owner}/{name}/versions/{id}")
    public ModelVersion version(
            @PathParam("owner") String owner, @PathParam("name") String name, @PathParam("id") String id) {
        Model model = find(owner, name);
        if (!model.version().equals(id)) {
            throw new NotFoundException();
        }
        return renderer.version(model);
    }

    private Model find(String owner, String name) {
        String model = owner + "/" + name;
        return catalogue.named(model).orElseThrow(() -> new RejectedException(new Rejection.UnknownModel(model)));
    }
}
