package digital.memu.inference.example.photosearch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/** A small album for those who have no photos at hand. */
final class Scenes {

    private static final int SKY = 0x8cc8f0;
    private static final int SAND = 0xe6d2a0;
    private static final int SEA = 0x2a6ab0;
    private static final int GRASS = 0x58a048;
    private static final int PAPER = 0xf8f8f4;
    private static final int WALL = 0xd8c8b8;
    private static final int FLOOR = 0x8a6a4a;
    private static final int NIGHT = 0x101828;
    private static final int ANNA = 0xf2c8a0;
    private static final int BEN = 0xa86c40;

    static final List<Scene> ALL = List.of(
            Scene.of("summer/beach.jpg", "a beach with sand, the sea and the sky", SKY, SAND)
                    .box(SEA, 0, 0.35, 1, 0.55)
                    .disc(0xf8e060, 0.8, 0.05, 0.92, 0.2),
            Scene.of("summer/beach with a dog.jpg", "a brown dog on the beach", SKY, SAND)
                    .box(SEA, 0, 0.35, 1, 0.55)
                    .disc(0x6a4020, 0.35, 0.6, 0.65, 0.78)
                    .disc(0x6a4020, 0.6, 0.5, 0.75, 0.68)
                    .box(0x6a4020, 0.4, 0.7, 0.44, 0.9)
                    .box(0x6a4020, 0.56, 0.7, 0.6, 0.9),
            Scene.of("summer/boat.jpg", "a boat with a white sail at sea", SKY, SEA)
                    .box(0xffffff, 0.42, 0.15, 0.6, 0.5)
                    .box(0x803020, 0.3, 0.5, 0.7, 0.62),
            Scene.of("summer/sunset.jpg", "a sunset over the sea", 0xf08030, 0x603050)
                    .disc(0xffd060, 0.38, 0.3, 0.62, 0.62),
            Scene.of("summer/Anna on the beach.jpg", "a woman on the beach", SKY, SAND)
                    .box(SEA, 0, 0.35, 1, 0.55)
                    .person("Anna", ANNA, 0.3),
            Scene.of("summer/Ben and Anna \u2600.jpg", "a man and a woman on the beach", SKY, SAND)
                    .box(SEA, 0, 0.35, 1, 0.55)
                    .person("Anna", ANNA, 0.3)
                    .person("Ben", BEN, 0.7),
            Scene.of("home/Ben.jpg", "a man in a room", WALL, FLOOR).person("Ben", BEN, 0.5),
            Scene.of("home/Anna's birthday.jpg", "a woman with a birthday cake", WALL, FLOOR)
                    .person("Anna", ANNA, 0.25)
                    .box(0xf0a0c0, 0.55, 0.6, 0.9, 0.85),
            Scene.of("home/cat.jpg", "a cat on a red sofa", WALL, 0xc03030).disc(0x303030, 0.4, 0.4, 0.62, 0.6),
            Scene.of("home/dog.jpg", "a dog in the garden", SKY, GRASS).disc(0x6a4020, 0.3, 0.55, 0.65, 0.8),
            Scene.of("home/garden.jpg", "flowers in the garden", SKY, GRASS)
                    .disc(0xf0e040, 0.1, 0.6, 0.3, 0.85)
                    .disc(0xe04080, 0.5, 0.6, 0.7, 0.85),
            Scene.of("home/car.jpg", "a red car on a street", 0xb0b8c0, 0x606468)
                    .box(0xd02020, 0.2, 0.45, 0.8, 0.7)
                    .disc(0x101010, 0.25, 0.62, 0.4, 0.82)
                    .disc(0x101010, 0.6, 0.62, 0.75, 0.82),
            Scene.of("papers/invoice.png", "an invoice on white paper", PAPER, PAPER)
                    .box(0x3060a0, 0, 0, 1, 0.08)
                    .line("INVOICE No. 2041", 0.15)
                    .line("Washing machine, repaired", 0.35)
                    .line("Total 118.00 EUR", 0.6),
            Scene.of("papers/receipt.png", "a receipt of a bakery", PAPER, 0xe8e8e0)
                    .box(0x906030, 0.3, 0.02, 0.7, 0.12)
                    .line("BAKERY AT THE HARBOUR", 0.15)
                    .line("2 rolls 1.60 EUR", 0.35),
            Scene.of("papers/menu.png", "the menu of a restaurant", 0xf0e0b0, 0xf0e0b0)
                    .box(0x802020, 0, 0.9, 1, 1)
                    .line("Fish soup 8.50", 0.2)
                    .line("Apple cake 4.20", 0.4),
            Scene.of("winter/snow.jpg", "a house in the snow", 0xc8d8e8, 0xf4f8ff)
                    .box(0x804030, 0.35, 0.3, 0.65, 0.6),
            Scene.of("winter/mountain.jpg", "a mountain with snow", SKY, 0x808890)
                    .disc(0xf4f8ff, 0.2, 0.15, 0.8, 0.95),
            Scene.of("winter/town at night.jpg", "a town at night", NIGHT, 0x202028)
                    .box(0xf0d060, 0.2, 0.4, 0.3, 0.5)
                    .box(0xf0d060, 0.5, 0.35, 0.6, 0.45)
                    .box(0x304060, 0.65, 0.2, 0.9, 0.8),
            Scene.of("winter/forest.jpg", "a forest", 0x305838, 0x1c3820)
                    .box(0x402c18, 0.2, 0, 0.28, 1)
                    .box(0x402c18, 0.6, 0, 0.7, 1),
            Scene.of("winter/Ben in the forest.jpg", "a man in the forest", 0x305838, 0x1c3820)
                    .box(0x402c18, 0.2, 0, 0.28, 1)
                    .person("Ben", BEN, 0.5));

    private Scenes() {}

    /** Draws all of them into a folder, with a copy of one, and one that was cut off when it was copied. */
    static void draw(Path folder) throws IOException {
        for (Scene scene : ALL) {
            Path file = folder.resolve(scene.name());
            Files.createDirectories(file.getParent());
            String ending = scene.name().substring(scene.name().lastIndexOf('.') + 1);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(scene.drawn(), ending, bytes);
            Files.write(file, bytes.toByteArray());
        }
        byte[] forest = Files.readAllBytes(folder.resolve("winter/forest.jpg"));
        Files.write(folder.resolve("winter/forest (copy).jpg"), forest);
        Files.write(folder.resolve("winter/half of it.jpg"), Arrays.copyOf(forest, forest.length / 2));
        Files.write(folder.resolve("winter/empty.jpg"), new byte[0]);
    }
}
