package dev.sailplane.api.http.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.sailplane.api.prediction.FieldError;
import dev.sailplane.api.prediction.RejectedException;
import dev.sailplane.api.prediction.Rejection;
import dev.sailplane.api.prediction.RequestIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/**
 * Reads a multipart form. Its boundary and the order of its parts are the client's affair and may differ when it sends
 * the same once more; so the fingerprint is of names, texts and files alone. For one thread.
 */
final class ImageForm {
    private static final int MAXIMUM_PARTS = 64;
    private static final String IMAGE = "image";
    private static final Set<String> PICTURES = Set.of(IMAGE, "image[]", "mask");
    private static final Set<String> INTEGERS =
            Set.of("n", "seed", "num_inference_steps", "upsample_steps", "output_compression", "partial_images");
    private static final Set<String> NUMBERS = Set.of("guidance_scale", "prompt_strength");
    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}(\\.\\d{1,18})?([eE][+-]?\\d{1,3})?");

    private final int maximumBytes;
    private final List<FieldError> errors = new ArrayList<>();
    private final List<byte[]> sent = new ArrayList<>();
    private final ObjectNode fields = JsonNodeFactory.instance.objectNode();

    private ImageForm(int maximumBytes) {
        this.maximumBytes = maximumBytes;
    }

    /**
     * The form as a body.
     *
     * @param maximumBytes of a picture
     * @throws RejectedException with every part that is not what it should be
     */
    static ImageBody read(ImageKind kind, MultipartFormDataInput form, int maximumBytes) {
        ImageForm reader = new ImageForm(maximumBytes);
        reader.sent.add(ImageBody.seed(kind));
        reader.read(form.getValues());
        if (!reader.errors.isEmpty()) {
            throw new RejectedException(new Rejection.InvalidFields(reader.errors));
        }
        String fingerprint = RequestIdentity.fingerprint(reader.sent.toArray(byte[][]::new));
        return new ImageBody(kind, reader.fields, FieldNames.FLAT, fingerprint);
    }

    private void read(Map<String, Collection<FormValue>> parts) {
        if (parts.values().stream().mapToInt(Collection::size).sum() > MAXIMUM_PARTS) {
            errors.add(new FieldError("", "A form must have at most " + MAXIMUM_PARTS + " parts."));
        } else if (parts.keySet().stream().anyMatch(Objects::isNull)) {
            errors.add(new FieldError("", "Every part of a form must have a name."));
        } else {
            readNamed(new TreeMap<>(parts));
        }
    }

    private void readNamed(Map<String, Collection<FormValue>> parts) {
        parts.forEach((name, values) -> {
            if (values.size() > 1 || (name.equals("image[]") && parts.containsKey(IMAGE))) {
                wrong(name, PICTURES.contains(name) ? "must be 1 picture, several were sent" : "must be given once");
            } else if (PICTURES.contains(name)) {
                values.forEach(value -> picture(name, value));
            } else {
                values.forEach(value -> text(name, value));
            }
        });
    }

    private void picture(String name, FormValue value) {
        if (!value.isFileItem()) {
            wrong(name, "must be sent as a file, with a file name or a Content-Type of a picture");
            return;
        }
        byte[] file = bytes(value);
        if (file.length > maximumBytes) {
            wrong(name, "must be at most " + maximumBytes + " bytes");
            return;
        }
        String plain = name.equals("mask") ? name : IMAGE;
        note(plain, file);
        // What the file is, its bytes tell; the type here is a matter of form.
        fields.put(plain, "data:image/png;base64," + Base64.getEncoder().encodeToString(file));
    }

    private void text(String name, FormValue value) {
        if (value.isFileItem()) {
            wrong(name, "must be text, is a file");
            return;
        }
        note(name, value.getValue().getBytes(StandardCharsets.UTF_8));
        fields.set(name, typed(name, value.getValue()));
    }

    private void note(String name, byte[] value) {
        sent.add(name.getBytes(StandardCharsets.UTF_8));
        sent.add(value);
    }

    // What is no number stays text, and is refused as such where a number must be.
    private static JsonNode typed(String name, String text) {
        if (INTEGERS.contains(name) && INTEGER.matcher(text).matches()) {
            return LongNode.valueOf(Long.parseLong(text));
        }
        if (NUMBERS.contains(name) && NUMBER.matcher(text).matches()) {
            return DoubleNode.valueOf(Double.parseDouble(text));
        }
        if (name.equals("stream") && (text.equals("true") || text.equals("false"))) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        return TextNode.valueOf(text);
    }

    private byte[] bytes(FormValue value) {
        try (InputStream file = value.getFileItem().getInputStream()) {
            return file.readNBytes(maximumBytes + 1);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("an uploaded file cannot be read", unreadable);
        }
    }

    private void wrong(String name, String detail) {
        String plain = name.equals("image[]") ? IMAGE : name;
        String shown = plain.length() <= 64 ? plain : plain.substring(0, 64) + "…";
        errors.add(new FieldError("/" + shown.replace("~", "~0").replace("/", "~1"), shown + " " + detail));
    }
}
