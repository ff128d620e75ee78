package digital.memu.inference.config;

import java.io.IOException;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Set;

/** Whose a file is, and who may read it. */
record Keeper(UserPrincipal owner, GroupPrincipal group, Set<PosixFilePermission> mode) {

    static Keeper of(PosixFileAttributeView file) throws IOException {
        PosixFileAttributes attributes = file.readAttributes();
        return new Keeper(attributes.owner(), attributes.group(), Set.copyOf(attributes.permissions()));
    }

    /** Changes only what differs, since only root may give a file away. */
    void take(PosixFileAttributeView file) throws IOException {
        Keeper now = of(file);
        if (!now.owner.equals(owner)) {
            file.setOwner(owner);
        }
        if (!now.group.equals(group)) {
            file.setGroup(group);
        }
        file.setPermissions(mode);
    }
}
