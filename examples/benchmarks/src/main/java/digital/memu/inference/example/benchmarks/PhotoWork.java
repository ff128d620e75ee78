package digital.memu.inference.example.benchmarks;

import digital.memu.inference.InferenceRouter;
import digital.memu.inference.immich.ImmichMlBackend;
import digital.memu.inference.photo.PhotoModel;
import digital.memu.inference.photo.PhotoRequest;
import digital.memu.inference.route.RoutingPolicy;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Sends photos through a router and by hand, in a process in which nothing else happens: its memory and its time are theirs.
 * Prints two numbers, ours first.
 */
final class PhotoWork {

    static final String EMBEDDING = "ViT-B-32__openai";
    static final String FACES = "buffalo_l";
    static final String TEXT = "PP-OCRv5_mobile";

    private final String url;
    private final List<Path> photos;
    private final PhotoModel model;
    private final PlainPhotos plain = new PlainPhotos();

    private PhotoWork(String url, List<Path> photos, PhotoModel model) {
        this.url = url;
        this.photos = photos;
        this.model = model;
    }

    /** What is measured, the server's address, the folder with the photos, and how often they are sent. */
    public static void main(String[] arguments) throws Exception {
        String url = arguments[1];
        try (InferenceRouter router = InferenceRouter.builder()
                        .backend(ImmichMlBackend.at(url).build())
                        // A process that has just begun takes its time for the first one.
                        .policy(RoutingPolicy.builder()
                                .timeouts(t -> t.connect(Duration.ofSeconds(30)))
                                .build())
                        .build();
                Stream<Path> folder = Files.list(Path.of(arguments[2]))) {
            PhotoWork work = new PhotoWork(url, folder.sorted().toList(), router.photos());
            int rounds = Integer.parseInt(arguments[3]);
            switch (arguments[0]) {
                case "heap" -> System.out.println(work.heap(work::routed) + " " + work.heap(work::byHand));
                case "upload" -> work.time(rounds);
                case "cpu" -> work.cpu(rounds);
                default -> throw new IllegalArgumentException(arguments[0]);
            }
        }
    }

    private void routed() {
        for (Path photo : photos) {
            model.analyze(PhotoRequest.of(photo)
                    .embedding(EMBEDDING)
                    .faces(FACES)
                    .text(TEXT)
                    .build());
        }
    }

    private void byHand() throws IOException, InterruptedException {
        for (Path photo : photos) {
            plain.analyze(url, photo);
        }
    }

    /** Bytes in use at the worst moment beyond those in use before, garbage included. */
    private long heap(Clocked.Work work) throws Exception {
        List<MemoryPoolMXBean> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
        // What is made once and kept, such as classes and their tables, is not the photos'.
        work.run();
        System.gc();
        long idle = pools.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
        pools.forEach(MemoryPoolMXBean::resetPeakUsage);
        work.run();
        return pools.stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() - idle;
    }

    private void time(int rounds) throws Exception {
        Clocked.inTurn(2, this::routed, this::byHand);
        List<Clocked> both = Clocked.inTurn(rounds, this::routed, this::byHand);
        System.out.println(
                both.get(0).median().toNanos() + " " + both.get(1).median().toNanos());
    }

    private void cpu(int rounds) throws Exception {
        // As long again until the compiler has hardly anything left to do.
        Clocked.inTurn(rounds, this::routed, this::byHand);
        long routed = 0;
        long byHand = 0;
        for (int i = 0; i < rounds; i++) {
            long begun = used();
            routed();
            long between = used();
            byHand();
            routed += between - begun;
            byHand += used() - between;
        }
        System.out.println(routed + " " + byHand);
    }

    /** Nanoseconds of all threads and of the collector; not of the compiler, which ends in a program that goes on. */
    private static long used() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long collecting = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
        return Arrays.stream(threads.getAllThreadIds())
                        .map(threads::getThreadCpuTime)
                        .filter(time -> time > 0)
                        .sum()
                + TimeUnit.MILLISECONDS.toNanos(collecting);
    }

    /** A process that does that. */
    static Measured measure(String what, String url, Path folder, int rounds) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                        "-cp",
                        System.getProperty("benchmarks.classpath", System.getProperty("java.class.path")),
                        PhotoWork.class.getName(),
                        what,
                        url,
                        folder.toString(),
                        String.valueOf(rounds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("photos were not sent: " + said);
            }
            String[] numbers = said.strip().split(" ", 2);
            return new Measured(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]));
        } finally {
            process.destroyForcibly();
        }
    }

    /** The same of ours and by hand. */
    record Measured(long routed, long byHand) {}
}
