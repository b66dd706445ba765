package dev.natter.launch;

import java.io.PrintWriter;

/** Serves until the process is told to stop. */
final class ServeCommand implements Natter.Serving {

  private final PrintWriter out;

  ServeCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public int serve(Settings settings) throws StartException {
    out.println(settings.port());
    throw new StartException("There is nothing to serve yet.");
  }
}
