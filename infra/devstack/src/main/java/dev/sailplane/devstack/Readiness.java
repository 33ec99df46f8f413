package dev.sailplane.devstack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Tells whether a process does its work yet. */
@FunctionalInterface
interface Readiness {
    HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    /** Asked again and again while a process starts; not being ready is no error. */
    boolean isReady(long pid) throws InterruptedException;

    /** The process has written its id into a file. */
    static Readiness pidIn(Path file) {
        return pid -> {
            try {
                return Files.exists(file) && Files.readString(file).equals(Long.toString(pid));
            } catch (IOException beingWritten) {
                return false;
            }
        };
    }

    /** The address answers with a status up to the given one. */
    static Readiness answers(URI address, int highestStatus) {
        HttpRequest request =
                HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(2)).build();
        return _ -> {
            try {
                return HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                                .statusCode()
                        <= highestStatus;
            } catch (IOException notYet) {
                return false;
            }
        };
    }
}
