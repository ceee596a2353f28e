package io.aiops.system;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk that can be full, read-only or broken; needs the right to mount. */
final class Disk implements AutoCloseable {

  private static final byte[] BLOCK = new byte[4096];

  private final Path folder;

  private Disk(Path folder) {
    this.folder = folder;
  }

  static boolean possible() {
    return System.getProperty("user.name").equals("root") && run("unshare", "-m", "true");
  }

  static Disk mount(Path folder, int megabytes) throws IOException {
    Files.createDirectories(folder);
    if (!run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", folder.toString())) {
      throw new IOException("a small disk cannot be mounted on " + folder);
    }
    return new Disk(folder);
  }

  /** The same with a file system in {@code image} that the kernel can give up: {@link #fail}. */
  static Disk mountImage(Path folder, Path image, int megabytes) throws IOException {
    if (!run("truncate", "-s", megabytes + "M", image.toString())
        || !run("mkfs.ext4", "-q", image.toString())) {
      throw new IOException("no file system can be made in " + image);
    }
    return mountAgain(folder, image);
  }

  /** The file system of an image whose disk was closed. */
  static Disk mountAgain(Path folder, Path image) throws IOException {
    Files.createDirectories(folder);
    if (!run("mount", "-o", "loop", image.toString(), folder.toString())) {
      throw new IOException("the file system of " + image + " cannot be mounted on " + folder);
    }
    return new Disk(folder);
  }

  /**
   * Makes the kernel take the file system for damaged: it refuses all writes from now on, also of
   * files that are open, until it is mounted anew.
   */
  void fail() throws IOException {
    if (!run("mount", "-o", "remount,abort", folder.toString())) {
      throw new IOException("the file system cannot be aborted: " + folder);
    }
  }

  /** Takes all that is free. */
  void fill() throws IOException {
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (true) {
        out.write(BLOCK);
      }
    } catch (IOException e) {
      if (!String.valueOf(e.getMessage()).contains("No space left")) {
        throw e;
      }
    }
  }

  void free() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  /** Only while nobody writes to it. */
  void readOnly(boolean yes) throws IOException {
    if (!run("mount", "-o", "remount," + (yes ? "ro" : "rw"), folder.toString())) {
      throw new IOException("the disk cannot be mounted anew: " + folder);
    }
  }

  private static boolean run(String... command) {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(new File("/dev/null"))
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    run("umount", "-l", folder.toString());
  }
}
