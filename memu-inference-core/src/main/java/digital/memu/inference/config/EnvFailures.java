package digital.memu.inference.config;

import digital.memu.inference.failure.SettingsFileException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What went wrong with a file, in words that say what to do. */
final class EnvFailures {

    /** Less than this is nothing: a file system keeps some room for itself. */
    private static final long A_LITTLE = 64 << 10;

    private EnvFailures() {}

    /** The content as text; refuses what no editor of text has written. */
    static String text(Path file, byte[] content) {
        for (byte b : content) {
            if (b == 0) {
                throw new SettingsFileException(
                        file.toString(), "is no text in UTF-8 (it holds a zero byte)", "Save it as UTF-8", null);
            }
        }
        return EnvText.decode(content);
    }

    static SettingsFileException reading(Path file, IOException e) {
        if (Files.isDirectory(file)) {
            return aFolder(file, e);
        }
        if (e instanceof AccessDeniedException) {
            return new SettingsFileException(
                    file.toString(), "may not be read", "Give this program's user the right to read it", e);
        }
        return new SettingsFileException(
                file.toString(), "cannot be read: " + reason(e), "Correct that, or remove the file", e);
    }

    static SettingsFileException writing(Path file, IOException e) {
        Path folder = folderOf(file);
        if (Files.isDirectory(file)) {
            return aFolder(file, e);
        }
        if (e instanceof FileBusyException) {
            return unchanged(
                    file, "another program holds its lock", "Try again; if it goes on, restart that program", e);
        }
        if (Files.isSymbolicLink(file) && Files.notExists(file)) {
            return unchanged(file, "it is a link to a file that is not there", "Make that file, or remove the link", e);
        }
        if (!Files.isDirectory(folder)) {
            return unchanged(file, "its folder is not there", "Make the folder first", e);
        }
        if (isReadOnly(folder)) {
            return readOnly(file, e);
        }
        if (e instanceof AccessDeniedException denied && isLockOfAnother(denied.getFile())) {
            return unchanged(
                    file,
                    "this program's user may not write to " + shown(Path.of(denied.getFile())),
                    "Give that file to the owner of the settings, or remove it while no program edits them",
                    e);
        }
        if (e instanceof AccessDeniedException) {
            return unchanged(
                    file,
                    "this program's user may not write there",
                    "Give it the right to write to the folder, since a new file takes the old one's place",
                    e);
        }
        if (isFull(folder)) {
            return unchanged(file, "the disk is full", "Make room and try again", e);
        }
        return unchanged(file, reason(e), "Correct that and try again", e);
    }

    static SettingsFileException notWritable(Path file) {
        AccessDeniedException e = new AccessDeniedException(file.toString());
        return isReadOnly(folderOf(file))
                ? readOnly(file, e)
                : unchanged(
                        file,
                        "this program's user may not write to it",
                        "Give it the right to, if it is meant to be changed",
                        e);
    }

    static SettingsFileException replacedOutside(Path file) {
        return new SettingsFileException(
                file.toString(),
                "was not changed: it was replaced outside of this container, which still sees the one before",
                "Restart the container, and try again",
                null);
    }

    static SettingsFileException damaged(Path file, IOException e) {
        return new SettingsFileException(
                file.toString(),
                "may be damaged: writing it failed in the middle, and so did putting back what it held: " + reason(e),
                "What it held before is in the file with .bak at its end: copy that back",
                e);
    }

    static SettingsFileException changedMeanwhile(Path file, @Nullable IOException e) {
        return new SettingsFileException(
                file.toString(),
                "was written, but does not read back: another program writes to it without waiting, or the disk is bad",
                "Look at it; what it held before is in the file with .bak at its end",
                e);
    }

    /** A path fit for a message. */
    static String shown(Path file) {
        return file.toString().replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
    }

    private static SettingsFileException aFolder(Path file, IOException e) {
        return new SettingsFileException(
                file.toString(),
                "is a folder, not a file",
                "Docker makes one where a file that is to be mounted is missing: remove it and make a file",
                e);
    }

    private static SettingsFileException readOnly(Path file, IOException e) {
        return unchanged(file, "its folder is mounted read-only", "Mount it so that it can be written to", e);
    }

    private static SettingsFileException unchanged(Path file, String why, String advice, IOException e) {
        return new SettingsFileException(file.toString(), "was not changed: " + why, advice, e);
    }

    private static boolean isLockOfAnother(@Nullable String denied) {
        return denied != null && denied.endsWith(".lock") && Files.exists(Path.of(denied));
    }

    private static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "it is not there";
        }
        String reason = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason.replaceAll("\\p{Cntrl}", "?");
    }

    private static Path folderOf(Path file) {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        return folder == null ? absolute : folder;
    }

    private static boolean isReadOnly(Path folder) {
        try {
            return Files.getFileStore(folder).isReadOnly();
        } catch (IOException e) {
            // Then nobody can tell, and the reason of the failure has to do.
            return false;
        }
    }

    private static boolean isFull(Path folder) {
        try {
            return Files.getFileStore(folder).getUsableSpace() < A_LITTLE;
        } catch (IOException e) {
            return false;
        }
    }
}
