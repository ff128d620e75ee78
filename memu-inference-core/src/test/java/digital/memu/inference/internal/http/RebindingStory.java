package digital.memu.inference.internal.http;

import digital.memu.inference.route.HostAddress;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two servers at one port of two addresses, and a name that leads to the other one after each look-up of ours. */
final class RebindingStory {

    private RebindingStory() {}

    @SuppressWarnings("SystemOut") // the test reads it
    public static void main(String[] arguments) throws IOException {
        Path hosts = Path.of(arguments[0]);
        HostResolver moving = host -> {
            write(hosts, "127.0.0.1 gaming-pc\n");
            InetAddress[] checked = InetAddress.getAllByName(host);
            write(hosts, "127.0.0.2 gaming-pc\n");
            return checked;
        };
        ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        try (StubServer checked = server(socket);
                StubServer other = server(sameElsewhere(socket));
                Transport transport =
                        Calls.to(moving, HostAddress.parse("http://gaming-pc:" + socket.getLocalPort()))) {
            for (int i = 0; i < 5; i++) {
                try (Exchange exchange = transport.open(Calls.chat(), Calls.fresh())) {
                    exchange.start();
                }
            }
            System.out.println("checked address: " + checked.requests().size() + " requests");
            System.out.println("other address: " + other.accepted() + " connections");
        }
    }

    private static StubServer server(ServerSocket socket) {
        return new StubServer(connection -> connection.send(StubServer.ok("{}")), socket);
    }

    private static ServerSocket sameElsewhere(ServerSocket socket) throws IOException {
        try {
            return new ServerSocket(socket.getLocalPort(), 50, InetAddress.getByName("127.0.0.2"));
        } catch (BindException e) {
            throw new IllegalStateException("the port is taken at the other address", e);
        }
    }

    private static void write(Path hosts, String line) {
        try {
            Files.writeString(hosts, line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a JVM that runs this: the tests are patched into the module, so that no path names their classes. */
    static String classPath() {
        Path classes =
                Path.of(URI.create(Objects.requireNonNull(RebindingStory.class.getResource("RebindingStory.class"))
                        .toString()));
        for (int i = 0; i < RebindingStory.class.getName().split("\\.", -1).length; i++) {
            classes = Objects.requireNonNull(classes.getParent());
        }
        return Stream.of(
                        System.getProperty("jdk.module.path", ""),
                        System.getProperty("java.class.path"),
                        classes.toString())
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
