import com.adobe.epubcheck.api.EpubCheck;
import com.adobe.epubcheck.util.DefaultReportImpl;
import java.io.File;

/** Checks books one after another in one Java machine, which takes seconds to start. */
class EPUBCheck {
  public static void main(String[] paths) {
    // Findings come on the error stream, in between the names of the books.
    System.setErr(System.out);
    boolean isClean = true;
    for (String path : paths) {
      System.out.println("book: " + path);
      DefaultReportImpl report = new DefaultReportImpl(path);
      report.initialize();
      try {
        new EpubCheck(new File(path), report).check();
      } catch (RuntimeException failure) {
        System.out.println("FATAL(epubcheck): " + failure);
        isClean = false;
      }
      isClean &= report.getFatalErrorCount() + report.getErrorCount() + report.getWarningCount() == 0;
    }
    System.exit(isClean ? 0 : 1);
  }
}
