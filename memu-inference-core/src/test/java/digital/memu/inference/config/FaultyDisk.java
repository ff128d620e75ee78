package digital.memu.inference.config;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The real disk until one step: then the power fails, or the disk does, before, in the middle of, or after it. */
final class FaultyDisk implements Disk {

    /** When within the step. */
    enum Moment {
        BEFORE,
        HALFWAY,
        AFTER
    }

    /** The process is gone: nothing catches it, and nothing else reaches the disk. */
    static final class PowerCut extends Error {
        private static final long serialVersionUID = 1L;

        PowerCut() {
            super("the power failed", null, false, false);
        }
    }

    private interface Step {
        void run() throws IOException;
    }

    private static final Step NOTHING = () -> {};

    private final Disk disk = new RealDisk(Duration.ofSeconds(30));
    private final int failing;
    private final Moment moment;
    private final boolean power;
    private final boolean mounted;
    private boolean forGood;
    private int steps;
    private boolean off;

    /** {@code power} tells whether the power fails or only the step, {@code mounted} whether the file is a mount point. */
    FaultyDisk(int failing, Moment moment, boolean power, boolean mounted) {
        this.failing = failing;
        this.moment = moment;
        this.power = power;
        this.mounted = mounted;
    }

    /** Under a mounted file; from that step on every step fails. */
    static FaultyDisk broken(int failing) {
        FaultyDisk disk = new FaultyDisk(failing, Moment.HALFWAY, false, true);
        disk.forGood = true;
        return disk;
    }

    /** How many steps were taken. */
    int steps() {
        return steps;
    }

    private void step(Step whole, Step half) throws IOException {
        if (off) {
            throw new PowerCut();
        }
        int now = steps++;
        if (forGood ? now < failing : now != failing) {
            whole.run();
            return;
        }
        if (moment == Moment.HALFWAY) {
            half.run();
        } else if (moment == Moment.AFTER) {
            whole.run();
        }
        off = power;
        if (power) {
            throw new PowerCut();
        }
        throw new IOException("the disk failed at step " + failing);
    }

    @Override
    public Closeable lock(Path file, @Nullable Keeper keeper) throws IOException {
        Closeable[] taken = new Closeable[1];
        try {
            step(() -> taken[0] = disk.lock(file, keeper), NOTHING);
        } catch (IOException | PowerCut e) {
            if (taken[0] != null) {
                taken[0].close();
            }
            throw e;
        }
        return taken[0];
    }

    @Override
    public byte @Nullable [] read(Path file) throws IOException {
        step(NOTHING, NOTHING);
        return disk.read(file);
    }

    @Override
    public @Nullable Keeper keeper(Path file) throws IOException {
        step(NOTHING, NOTHING);
        return disk.keeper(file);
    }

    @Override
    public boolean isWritable(Path file) throws IOException {
        step(NOTHING, NOTHING);
        return disk.isWritable(file);
    }

    @Override
    public boolean isMounted(Path file) throws IOException {
        step(NOTHING, NOTHING);
        return mounted;
    }

    @Override
    public boolean isNameless(Path file) throws IOException {
        step(NOTHING, NOTHING);
        return false;
    }

    @Override
    public void create(Path file) throws IOException {
        step(() -> disk.create(file), NOTHING);
    }

    @Override
    public void give(Path file, Keeper keeper) throws IOException {
        step(() -> disk.give(file, keeper), NOTHING);
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        step(() -> disk.write(file, content), () -> disk.write(file, halfOf(content)));
    }

    @Override
    public void sync(Path file) throws IOException {
        step(() -> disk.sync(file), NOTHING);
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        step(() -> disk.move(from, to), NOTHING);
    }

    @Override
    public void syncFolder(Path folder) {
        disk.syncFolder(folder);
    }

    @Override
    public void overwrite(Path file, byte[] content) throws IOException {
        step(() -> disk.overwrite(file, content), () -> disk.overwrite(file, halfOf(content)));
    }

    @Override
    public void delete(Path file) throws IOException {
        step(() -> disk.delete(file), NOTHING);
    }

    private static byte[] halfOf(byte[] content) {
        return Arrays.copyOf(content, content.length / 2);
    }
}
