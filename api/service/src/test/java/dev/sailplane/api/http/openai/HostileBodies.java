package dev.sailplane.api.http.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes bodies that are nearly right, or not at all, from a seeded generator: the same seed gives the same bodies. */
final class HostileBodies {
    static final String BOUNDARY = "sailplane-boundary";

    private static final List<String> WORDS = List.of(
            "",
            " ",
            "a ring",
            "null",
            "NaN",
            "1e999",
            "-0",
            "128x128",
            "0x0",
            "99999x99999",
            "data:image/png;base64,AAAA",
            "https://[::1]/",
            "http://0177.0.0.1/",
            "file:///etc/passwd",
            "uploads/../x",
            "jobs/x/output/0.png",
            "\u0000",
            "\ufeff",
            "e\u0301",
            "\u202e",
            "😀".repeat(50),
            "漢".repeat(5_000),
            "\ud83d",
            "${jndi:ldap://x}",
            "<script>");
    private static final List<String> NAMES = List.of(
            "prompt",
            "input",
            "image",
            "image[]",
            "mask",
            "n",
            "size",
            "seed",
            "stream",
            "model",
            "content",
            "version",
            "num_outputs",
            "partial_images",
            "response_format",
            "webhook",
            "prompt_strength",
            "__proto__",
            "",
            "a/b~c");
    private static final List<String> TYPES =
            List.of("image/png", "application/octet-stream", "text/plain", "image/svg+xml", "nonsense", "");

    private final Random random;

    HostileBodies(Random random) {
        this.random = random;
    }

    /** A body with some fields replaced, renamed or removed, and now and then its bytes spoiled. */
    byte[] json(JsonNode right) {
        JsonNode body = right.deepCopy();
        for (int times = random.nextInt(4); times > 0; times--) {
            body = mutated(body);
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        return random.nextInt(4) == 0 ? spoiled(bytes) : bytes;
    }

    /** A form of parts that may be right, and now and then its bytes spoiled. */
    byte[] form(byte[] picture) {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        for (int parts = random.nextInt(5); parts > 0; parts--) {
            part(form, one(NAMES), one(TYPES), content(picture));
        }
        part(form, "image", "image/png", random.nextBoolean() ? picture : content(picture));
        part(form, "prompt", "text/plain", text().getBytes(StandardCharsets.UTF_8));
        form.writeBytes(ascii("--" + BOUNDARY + "--\r\n"));
        byte[] bytes = form.toByteArray();
        return random.nextInt(4) == 0 ? spoiled(bytes) : bytes;
    }

    /** Headers that mean something, with values that may not. */
    Map<String, String> headers() {
        Map<String, String> headers = new HashMap<>();
        if (random.nextInt(4) == 0) {
            headers.put("Prefer", one(List.of("wait=0", "wait=1", "respond-async", ";;,=", "wait=99999999999")));
        }
        if (random.nextInt(6) == 0) {
            headers.put("Cancel-After", one(List.of("30s", "soon", "1h", "999999999999999h")));
        }
        if (random.nextInt(6) == 0) {
            headers.put("Idempotency-Key", "k".repeat(random.nextInt(300)));
        }
        return headers;
    }

    private JsonNode mutated(JsonNode node) {
        return switch (node) {
            case ObjectNode object when !object.isEmpty() && random.nextInt(6) > 0 -> mutated(object);
            case ArrayNode array
            when !array.isEmpty() && random.nextBoolean() -> {
                int index = random.nextInt(array.size());
                yield array.set(index, mutated(array.get(index)));
            }
            default -> value(3);
        };
    }

    private ObjectNode mutated(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = one(names);
        switch (random.nextInt(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(one(NAMES), value(2));
            case 2 -> object.set(one(NAMES), object.remove(name));
            default -> object.set(name, mutated(object.get(name)));
        }
        return object;
    }

    private JsonNode value(int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> nodes.nullNode();
            case 1 -> nodes.booleanNode(random.nextBoolean());
            case 2 -> nodes.numberNode(random.nextLong());
            case 3 -> nodes.numberNode(new BigDecimal("1e" + (random.nextInt(800) - 400)));
            case 4 -> nodes.numberNode(random.nextInt(12));
            case 5 -> nodes.textNode(text());
            case 6 -> nodes.arrayNode().add(value(depth - 1)).add(value(depth - 1));
            default -> nodes.objectNode().set(one(NAMES), value(depth - 1));
        };
    }

    private String text() {
        if (random.nextBoolean()) {
            return one(WORDS);
        }
        int[] points = random.ints(random.nextInt(40), 0, 0x10FFFF).toArray();
        return new String(points, 0, points.length);
    }

    private byte[] content(byte[] picture) {
        return switch (random.nextInt(4)) {
            case 0 -> spoiled(picture);
            case 1 -> text().getBytes(StandardCharsets.UTF_8);
            case 2 -> bytes(random.nextInt(2_000));
            default -> picture;
        };
    }

    private byte[] spoiled(byte[] right) {
        byte[] spoiled = right.clone();
        for (int times = 1 + random.nextInt(8); times > 0 && spoiled.length > 0; times--) {
            spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
        }
        return random.nextBoolean() ? spoiled : Arrays.copyOf(spoiled, random.nextInt(spoiled.length + 1));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private void part(ByteArrayOutputStream form, String name, String type, byte[] content) {
        String file = random.nextBoolean() ? "; filename=\"" + random.nextInt(100) + ".png\"" : "";
        String declared = type.isEmpty() ? "" : "Content-Type: " + type + "\r\n";
        form.writeBytes(ascii("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + name + "\"" + file
                + "\r\n" + declared + "\r\n"));
        form.writeBytes(content);
        form.writeBytes(ascii("\r\n"));
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
