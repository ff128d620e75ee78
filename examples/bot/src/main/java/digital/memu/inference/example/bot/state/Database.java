package digital.memu.inference.example.bot.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a data base in a folder, used by one thread at a time. What was done in a transaction is on the disk when
 * it ends, or never was. Thread-safe; whoever opened it closes it.
 */
public final class Database implements AutoCloseable {

    private static final int IN_USE = 90_020;

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock();

    private Database(Connection connection) {
        this.connection = connection;
    }

    /**
     * Opens it, and makes it where there is none.
     *
     * @throws StateException if the folder cannot be used, or another bot uses it
     */
    public static Database open(Path folder) {
        try {
            makeFolder(folder);
            // Without a delay of writing a transaction is with the operating system when it ends: kill -9 loses
            // nothing.
            Database database = new Database(DriverManager.getConnection(
                    "jdbc:h2:async:" + folder.toAbsolutePath().resolve("bot") + ";WRITE_DELAY=0;TRACE_LEVEL_FILE=0"));
            Schema.make(database);
            return database;
        } catch (SQLException e) {
            throw new StateException(
                    e.getErrorCode() == IN_USE
                            ? "Another bot runs with the folder " + folder
                                    + ": end it, or set BOT_DATA to another folder."
                            : "The data base in " + folder
                                    + " cannot be opened: set BOT_DATA to another folder, or remove"
                                    + " it to begin anew.",
                    e);
        } catch (IOException e) {
            throw new StateException(
                    "The folder " + folder + " cannot be made or written: set BOT_DATA to one that can.", e);
        }
    }

    /** What families write is nobody else's business. */
    private static void makeFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder.toAbsolutePath().getParent());
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }

    /** Does all of it or nothing; within another transaction as a part of that. */
    public <T> T transaction(Supplier<T> work) {
        lock.lock();
        try {
            if (!connection.getAutoCommit()) {
                return work.get();
            }
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                T result = work.get();
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /** Changes rows; tells how many. */
    int update(String sql, @Nullable Object... values) {
        lock.lock();
        try (PreparedStatement statement = prepare(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /** Reads rows. */
    <T> List<T> query(Row<T> row, String sql, @Nullable Object... values) {
        lock.lock();
        try (PreparedStatement statement = prepare(sql, values);
                ResultSet found = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(row.read(found));
            }
            return rows;
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    private static StateException failed(SQLException e) {
        // Without the values, which H2 puts into its messages: they are private.
        return new StateException(
                String.format(Locale.ROOT, "The data base failed (%s, %d)", e.getSQLState(), e.getErrorCode()),
                new SQLException(e.getSQLState(), e.getSQLState(), e.getErrorCode()));
    }

    @Override
    public void close() {
        lock.lock();
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            lock.unlock();
        }
    }

    /** Makes a value of a row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }
}
