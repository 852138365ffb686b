package io.trailhound.job.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** What pages need beside their HTML, as it lies in the jar. */
public enum PageFile {
  /** What all pages look like. */
  PAGE_STYLE("page.css"),
  /** What those of {@code serve} look like besides. */
  ALERTS_STYLE("alerts.css"),
  ICON("icon.svg");

  private final String name;

  PageFile(String name) {
    this.name = name;
  }

  public String text() {
    try (InputStream in = PageFile.class.getResourceAsStream("/page/" + name)) {
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the jar lacks " + name, e);
    }
  }
}
