import com.adobe.epubcheck.api.EpubCheck;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Checks books one after another in one Java machine, which takes seconds to start. */
class EPUBCheck {
  public static void main(String[] paths) {
    boolean isClean = true;
    for (String path : paths) {
      System.out.println("book: " + path);
      StringWriter findings = new StringWriter();
      try (PrintWriter writer = new PrintWriter(findings)) {
        new EpubCheck(new File(path), writer).check();
      } catch (RuntimeException failure) {
        findings.append("FATAL(epubcheck): ").append(failure.toString()).append('\n');
      }
      System.out.print(findings);
      isClean &= findings.toString().lines().noneMatch(line -> line.matches("(FATAL|ERROR|WARNING).*"));
    }
    System.exit(isClean ? 0 : 1);
  }
}
