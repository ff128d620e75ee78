package digital.memu.inference.example.benchmarks;

import digital.memu.inference.example.benchmarks.PhotoWork.Measured;
import digital.memu.inference.immich.testing.ImmichMlSimulator;
import digital.memu.inference.immich.testing.SimulatedFace;
import digital.memu.inference.immich.testing.SimulatedLine;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** What photos cost on their way: memory, time and work, with all three tasks asked for. */
final class Photos {

    private static final int COUNT = 20;
    private static final int PEOPLE = 2;
    private static final int LINES = 8;

    private final Table table;
    private final PhotoServer server;
    private final Path folder;

    private Photos(Table table, PhotoServer server, Path folder) {
        this.table = table;
        this.server = server;
        this.folder = folder;
    }

    /** Sends 20 photos of so many bytes {@code uploads} times, and 20 of so many {@code batches} times. */
    static void measure(Table table, int large, int small, int uploads, int batches) throws Exception {
        Path folder = Files.createTempDirectory("memu-benchmarks");
        try (PhotoServer server = PhotoServer.answering(answer(folder))) {
            Photos photos = new Photos(table, server, folder);
            photos.large(large, uploads);
            photos.small(small, batches);
        } finally {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    private void large(int bytes, int rounds) throws Exception {
        Path photos = photos("large", bytes);
        long all = (long) COUNT * bytes;
        Measured heap = PhotoWork.measure("heap", server.url(), photos, 1);
        table.row(
                megabytes(all) + " of photos: most heap in use above idle, garbage included",
                megabytes(heap.routed()),
                "≤ 32 MB",
                megabytes(heap.byHand()));
        Measured time = PhotoWork.measure("upload", server.url(), photos, rounds);
        table.row(
                "upload of photos of " + megabytes(bytes),
                perSecond(all, time.routed()) + times(time),
                "≥ 0.9 ×",
                perSecond(all, time.byHand()));
    }

    private void small(int bytes, int rounds) throws Exception {
        Measured cpu = PhotoWork.measure("cpu", server.url(), photos("small", bytes), rounds);
        long sent = (long) rounds * COUNT;
        table.row(
                "photos of " + bytes / 1000 + " KB per CPU second, all three tasks",
                perCpu(sent, cpu.routed()) + times(cpu),
                "",
                perCpu(sent, cpu.byHand()));
    }

    private static String megabytes(long bytes) {
        return String.format("%.1f MB", bytes / 1e6);
    }

    private static String perSecond(long bytes, long nanos) {
        return String.format("%.0f MB/s", bytes / 1e6 / (nanos / 1e9));
    }

    private static String perCpu(long photos, long nanos) {
        return String.format("%.0f", photos / (nanos / 1e9));
    }

    private static String times(Measured measured) {
        return String.format(" (%.2f ×)", measured.byHand() / (double) measured.routed());
    }

    private Path photos(String name, int bytes) throws IOException {
        Path photos = Files.createDirectory(folder.resolve(name));
        byte[] photo = photo(bytes);
        for (int i = 0; i < COUNT; i++) {
            Files.write(photos.resolve(i + ".jpg"), photo);
        }
        return photos;
    }

    /** As large as it has to be: noise between the start of a picture and its end, which only a decoder would mind. */
    private static byte[] photo(int bytes) throws IOException {
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(1024, 768, BufferedImage.TYPE_INT_RGB), "jpg", small);
        byte[] start = small.toByteArray();
        byte[] photo = new byte[bytes];
        new Random(1).nextBytes(photo);
        for (int i = 0; i < bytes; i++) {
            photo[i] &= 0x7f;
        }
        System.arraycopy(start, 0, photo, 0, start.length - 2);
        photo[bytes - 2] = (byte) 0xff;
        photo[bytes - 1] = (byte) 0xd9;
        return photo;
    }

    /** What a service says of a photo with people and a shop in it. */
    private static byte[] answer(Path folder) throws Exception {
        Path photo = Files.write(folder.resolve("one.jpg"), photo(20_000));
        try (ImmichMlSimulator service = ImmichMlSimulator.builder()
                .faces(any -> IntStream.range(0, PEOPLE)
                        .mapToObj(i ->
                                SimulatedFace.at(100 * i, 50, 100 * i + 80, 150).withPerson("person " + i))
                        .toList())
                .text(any -> IntStream.range(0, LINES)
                        .mapToObj(i -> SimulatedLine.of("the sign of shop " + i, 0.1, i * 0.1, 0.5, i * 0.1 + 0.05))
                        .toList())
                .build()) {
            return new PlainPhotos().answer(service.url(), photo);
        } finally {
            Files.delete(photo);
        }
    }
}
