package runflow.engine.encode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One ffmpeg child process that takes I420 frames and writes an MP4 file. The caller draws into
 * buffers of a small ring while a thread of the encoder feeds the child; one thread may use it.
 * States: open, then finished or killed; {@link #close} kills a child that has not finished.
 */
public final class Mp4Encoder implements AutoCloseable {
  private static final int LEAST_FRAMES = 3;
  private static final int MOST_FRAMES = 8;

  /** What a ring takes if it has more than the least frames. */
  private static final int RING_BYTES = 12 << 20;

  private static final long STALL_SECONDS = 120;
  private static final long FINISH_SECONDS = 600;

  /** The feeder ends with the child, unless an orphan of the child still holds its pipe. */
  private static final long FEEDER_MILLIS = 5_000;

  private static final byte[] END = new byte[0];

  private final Process process;
  private final Complaints complaints;
  private final Thread feeder;
  private final BlockingQueue<byte[]> free;
  private final BlockingQueue<byte[]> full = new ArrayBlockingQueue<>(MOST_FRAMES + 1);
  private volatile @Nullable IOException broken;

  private Mp4Encoder(Process process, BlockingQueue<byte[]> free) {
    this.process = process;
    this.free = free;
    complaints = Complaints.of(process.getErrorStream());
    feeder = Thread.ofPlatform().name("engine-feed").daemon().start(this::feed);
  }

  /**
   * Starts ffmpeg.
   *
   * @throws IOException if the program cannot be started
   */
  public static Mp4Encoder start(Path ffmpeg, Job job) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(Command.encode(ffmpeg, job));
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    BlockingQueue<byte[]> free = ring(job.width() * job.height() * 3 / 2);
    Process process = builder.start();
    try {
      return new Mp4Encoder(process, free);
    } catch (RuntimeException | Error e) {
      Children.kill(process);
      throw e;
    }
  }

  /** Enough small frames that drawing need not wait while ffmpeg starts; few of large ones. */
  private static BlockingQueue<byte[]> ring(int bytes) {
    int frames = Math.clamp(RING_BYTES / bytes, LEAST_FRAMES, MOST_FRAMES);
    BlockingQueue<byte[]> free = new ArrayBlockingQueue<>(frames);
    for (int i = 0; i < frames; i++) {
      free.add(new byte[bytes]);
    }
    return free;
  }

  /** A buffer to draw the next frame into; waits for one to be free. */
  public byte[] next() throws IOException, InterruptedException {
    for (int second = 0; second < STALL_SECONDS; second++) {
      fail(broken);
      byte[] buffer = free.poll(1, TimeUnit.SECONDS);
      if (buffer != null) {
        return buffer;
      }
    }
    throw new IOException("ffmpeg took no frame for " + STALL_SECONDS + " seconds" + why());
  }

  /** Hands a drawn buffer over; it must not be touched again. */
  public void add(byte[] frame) throws InterruptedException {
    full.put(frame);
  }

  /** Says that there are no more frames, so that the child need not wait for another. */
  public void end() throws InterruptedException {
    full.put(END);
  }

  /** Waits until the file is complete, after the {@link #end}. */
  public void finish() throws IOException, InterruptedException {
    if (!process.waitFor(FINISH_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("ffmpeg did not finish within " + FINISH_SECONDS + " seconds" + why());
    }
    feeder.join(FEEDER_MILLIS);
    if (process.exitValue() != 0) {
      complaints.await();
      throw new IOException("ffmpeg ended with exit code " + process.exitValue() + why());
    }
    fail(broken);
  }

  private void feed() {
    try (OutputStream in = process.getOutputStream()) {
      for (byte[] frame = full.take(); frame.length > 0; frame = full.take()) {
        in.write(frame);
        free.add(frame);
      }
    } catch (IOException e) {
      broken = e;
    } catch (InterruptedException e) {
      broken = new IOException("stopped", e);
    }
  }

  private void fail(@Nullable IOException cause) throws IOException {
    if (cause != null) {
      complaints.await();
      throw new IOException("ffmpeg took no more frames" + why(), cause);
    }
  }

  private String why() {
    String said = complaints.text();
    return said.isEmpty() ? "" : ", and said: " + said;
  }

  /**
   * Kills the child and its own children if it still runs, and waits until it and the feeding
   * thread have ended.
   */
  @Override
  public void close() {
    Children.kill(process);
    feeder.interrupt();
    boolean interrupted = false;
    while (true) {
      try {
        process.waitFor();
        feeder.join(FEEDER_MILLIS);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
