/** `<driftscope-report src="report.json">`: a report of Driftscope in a sandboxed frame. */
export class DriftscopeReportElement extends HTMLElement {
  /** The address of a shared page, or of a report as JSON. */
  src: string;
  /** What screen readers call the frame. */
  label: string;
}

/** The packed page, `page.js`, with a report as JSON in it: a shared page. */
export function pageWith(page: string, json: string): string;

declare global {
  interface HTMLElementTagNameMap {
    "driftscope-report": DriftscopeReportElement;
  }
}
