/* The types of what the scripts share: `window.edition`, the functions that files with data call, and the tables that
   html/script_tables.py writes into scripts. A script that is checked begins with `// @ts-check`. */

/** Japanese and English. */
type Label = readonly [japanese: string, english: string];

interface Settings {
  [name: string]: string | string[] | undefined;
  /** The layers that are switched off. */
  off?: string[];
}

interface TextRecord {
  rule: number;
  paragraphs: Record<string, { length: number; sha256: string; weight: number }>;
  pages: [address: string, numbers: number[]][];
}

interface TextMarks {
  lang: string;
  lemmas: Record<string, [lemma: string, note: string][]>;
  terms: [form: string, id: string][];
  addresses: Record<string, string>;
  skip: string[];
  skips: Record<string, string[]>;
  readings: [word: string, parts: [over: string, reading: string][]][];
  oldForms: string;
}

interface CheckedCopy {
  states: Record<string, "exact" | "altered">;
  texts: Record<string, string>;
  lost: number;
}

interface Edition {
  /* edition-early.js */
  recall(key: string): string | null;
  settings: Settings;
  switchOff(layers: string[]): void;
  base: URL;
  kinds: Record<string, Label>;
  make<K extends keyof HTMLElementTagNameMap>(
    name: K, classes: string, children: Iterable<Node | string>, lang?: string,
  ): HTMLElementTagNameMap[K];
  both(label: Label): (string | HTMLElement)[];
  load(...paths: string[]): Promise<unknown>;
  work: string | undefined;
  /* text.js, text-keep.js, text-search.js */
  text?: { record(): Promise<TextRecord>; words(): Promise<TextMarks> };
  textKeep: {
    folded(text: string): string;
    held(): object | null;
    checked(record: Pick<TextRecord, "rule" | "paragraphs">): CheckedCopy | null;
    isKept(): boolean;
    hold(data: object, isToStay: boolean): "browser" | "tab" | "page";
    remove(): void;
    watch(act: () => void): void;
  };
  textSearch(): Promise<{ oldForms: string; text: [address: string, entries: [number: number, text: string][]][] }>;
  /* cite.js, cite-copy.js, check-file.js */
  cite?(event: Event): void;
  copy(copied: { plain: string; html?: string }, within: Node): Promise<boolean>;
  textOf(bytes: Uint8Array): string | null;
  takeFiles(desk: HTMLElement, input: HTMLInputElement, open: (file: File) => void): void;
  /** What scripts without types share. */
  [name: string]: any;
}

declare var edition: Edition;

interface Window {
  editionCards(page: string, cards: Record<string, string>): void;
  editionTextRecord(record: TextRecord): void;
  editionTextMarks(marks: TextMarks): void;
}

interface Navigator {
  /** Only in some browsers. */
  connection?: { saveData: boolean };
}

declare const __KINDS__: Record<string, Label>;
