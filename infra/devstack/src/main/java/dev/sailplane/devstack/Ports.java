package dev.sailplane.devstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Ports on the loopback address. */
final class Ports {
    private Ports() {}

    /** The port if nobody listens there, else the other one. */
    static int preferably(int port, int other) {
        return isFree(port) ? port : other;
    }

    /**
     * The port, which was asked for by number.
     *
     * @throws DevStackException when somebody listens there
     */
    static int exactly(int port) {
        if (!isFree(port)) {
            throw new DevStackException("port " + port + " is taken");
        }
        return port;
    }

    /** Free ports, all different. */
    static List<Integer> free(int count) {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i : IntStream.range(0, count).toArray()) {
                held.add(i, bind(0));
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException none) {
            throw new UncheckedIOException("no free port", none);
        } finally {
            held.forEach(Ports::close);
        }
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return socket;
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
