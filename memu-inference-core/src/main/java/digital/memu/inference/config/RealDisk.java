package digital.memu.inference.config;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The disk of this machine. */
final class RealDisk implements Disk {

    /** No file of settings is larger; anything else is a mistake, or an attack on our memory. */
    static final int LARGEST = 1 << 20;

    private final Duration patience;

    /** {@code patience} is how long to wait for another program that edits. */
    RealDisk(Duration patience) {
        this.patience = patience;
    }

    @Override
    public Closeable lock(Path file, @Nullable Keeper keeper) throws IOException {
        if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                createNew(file);
            } catch (FileAlreadyExistsException e) {
                // Another program was faster: it is the same lock.
            }
        }
        lend(file, keeper);
        return FileLocks.take(file, patience);
    }

    /** Whoever may edit has to be able to lock, also where the settings have got another owner since; nothing is in it. */
    private static void lend(Path lock, @Nullable Keeper keeper) throws IOException {
        PosixFileAttributeView view = view(lock);
        if (view == null || keeper == null || !isLock(view.readAttributes())) {
            return;
        }
        try {
            keeper.take(view);
        } catch (IOException e) {
            lendTheMode(view, keeper);
        }
    }

    private static void lendTheMode(PosixFileAttributeView view, Keeper keeper) {
        try {
            view.setPermissions(keeper.mode());
        } catch (IOException e) {
            // Not ours: we may use it as far as its mode goes.
        }
    }

    /** No file that anybody could miss, put there to be given away by root. */
    private static boolean isLock(PosixFileAttributes attributes) {
        return attributes.isRegularFile() && attributes.size() == 0;
    }

    @Override
    public byte @Nullable [] read(Path file) throws IOException {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new FileSystemException(file.toString(), null, "not a file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] content = in.readNBytes(LARGEST + 1);
                if (content.length > LARGEST) {
                    throw new FileSystemException(file.toString(), null, "larger than 1 MiB");
                }
                return content;
            }
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    @Override
    public @Nullable Keeper keeper(Path file) throws IOException {
        PosixFileAttributeView view = view(file);
        return view == null || Files.notExists(file) ? null : Keeper.of(view);
    }

    @Override
    public boolean isWritable(Path file) {
        // In this order: another program may make the file between the two questions.
        return Files.notExists(file) || Files.isWritable(file);
    }

    @Override
    public boolean isMounted(Path file) throws IOException {
        return MountPoints.contains(file);
    }

    @Override
    public boolean isNameless(Path file) throws IOException {
        return Files.getAttribute(file, "unix:nlink").equals(0);
    }

    @Override
    public void create(Path file) throws IOException {
        Files.deleteIfExists(file);
        createNew(file);
    }

    private static void createNew(Path file) throws IOException {
        FileAttribute<?>[] ownersOnly = view(file) == null
                ? new FileAttribute<?>[0]
                : new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                };
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        FileChannel.open(file, options, ownersOnly).close();
    }

    @Override
    public void give(Path file, Keeper keeper) throws IOException {
        PosixFileAttributeView view = view(file);
        if (view != null) {
            keeper.take(view);
        }
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            writeAll(channel, content);
        }
    }

    @Override
    public void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    @Override
    public void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void syncFolder(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows and some network file systems cannot: there the move is as durable as they make it.
        }
    }

    @Override
    public void overwrite(Path file, byte[] content) throws IOException {
        // Not by a channel: an interrupt would close it in the middle.
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.write(content);
            open.setLength(content.length);
            open.getFD().sync();
        }
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    private static void writeAll(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(content);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    private static @Nullable PosixFileAttributeView view(Path file) {
        return Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }
}
