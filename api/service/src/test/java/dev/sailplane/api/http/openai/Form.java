package dev.sailplane.api.http.openai;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** A multipart form, byte for byte. */
final class Form {
    private final String boundary;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    Form(String boundary) {
        this.boundary = boundary;
    }

    Form() {
        this("----a-boundary");
    }

    /** A text without a type, as browsers and most clients send it. */
    Form text(String name, String value) {
        return part("form-data; name=\"" + name + "\"", "", value.getBytes(StandardCharsets.UTF_8));
    }

    /** A file with a name. */
    Form file(String name, String contentType, byte[] content) {
        return part("form-data; name=\"" + name + "\"; filename=\"picture.png\"", contentType, content);
    }

    /** A file without a name, as OpenAI's Java client sends bytes. */
    Form bytes(String name, String contentType, byte[] content) {
        return part("form-data; name=\"" + name + "\"", contentType, content);
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    byte[] bytes() {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(bytes.toByteArray());
        whole.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
        return whole.toByteArray();
    }

    private Form part(String disposition, String contentType, byte[] content) {
        String head = "--" + boundary + "\r\nContent-Disposition: " + disposition + "\r\n"
                + (contentType.isEmpty() ? "" : "Content-Type: " + contentType + "\r\n") + "\r\n";
        bytes.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(content);
        bytes.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return this;
    }
}
