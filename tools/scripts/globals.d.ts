/* The types of what the scripts share: `window.edition`, the functions that files with data call, and the tables that
   html/script_tables.py writes into scripts. Every script begins with `// @ts-check`. */

/** Words in the page's language and in English. */
type Label = readonly [own: string, english: string];

/** The translations of a script's messages by their English; one with plurals begins with the form of each number to 199. */
type Translations = Record<string, string | [forms: string, ...texts: string[]]>;

type Values = Record<string, string | number | Label>;

interface Messages {
  message(id: string, values?: Values): Label;
  counted(one: string, many: string, n: number, values: Values): Label;
}

interface Settings {
  [name: string]: string | string[] | undefined;
  /** The layers that are switched off. */
  off?: string[];
}

/** The first and the last of a range, such as paragraphs or positions. */
type Pair = [first: number, last: number];

type Locus = Pair[];

/** What is wrong with a reference: the message of this name in core/model/problems.py, and its values. */
interface LocusProblem {
  name: string;
  args: Record<string, string | number>;
}

/** The meaning of a text: a locus, or none with the candidates and the problem. */
type LocusReading =
  | { locus: Locus; candidates: Locus[]; problem: null }
  | { locus: null; candidates: Locus[]; problem: LocusProblem };

/** A reference in a text. */
interface Mention {
  start: number;
  end: number;
  form: string;
  reading: LocusReading;
}

interface Fingerprint {
  length: number;
  sha256: string;
  weight: number;
}

/** The record of a witness. */
interface WitnessRecord {
  rule: number;
  paragraphs: Record<string, Fingerprint & { lemmas?: string[] }>;
  headings?: string[];
}

interface TextRecord extends WitnessRecord {
  pages: [address: string, numbers: number[]][];
}

/** A normalised text: code points, and where each begins and ends in the original. */
interface TextForm {
  points: number[];
  starts: number[];
  ends: number[];
}

/** What a reader's copy has of the text. */
interface Recognition {
  states: Record<string, "exact" | "altered" | "ambiguous" | "missing">;
  found: Record<string, { text: string; start: number; end: number; line: number }>;
  leftover: { line: number; characters: number; where: "before" | "between" | "after" }[];
}

/** Something found in a text, in UTF-16 units: the id of a term, the note of a lemma or a word. */
type Hit = [start: number, end: number, mark: string];

/** What a word with a reading consists of. */
type ReadingParts = [over: string, reading: string][];

interface TextMarks {
  lang: string;
  lemmas: Record<string, [lemma: string, note: string][]>;
  terms: [form: string, id: string][];
  addresses: Record<string, string>;
  skip: string[];
  skips: Record<string, string[]>;
  readings: [word: string, parts: ReadingParts][];
  oldForms: string;
}

/** A reader's copy as the browser stores it: paragraphs by id. */
interface StoredCopy {
  rule: number;
  exact: Record<string, string>;
  altered: Record<string, string>;
}

/** What a stored copy still has by the record of the edition. */
interface CheckedCopy {
  states: Record<string, "exact" | "altered">;
  texts: Record<string, string>;
  /** The number of paragraphs with another fingerprint than the record's, which are not shown. */
  lost: number;
}

/** Items of the search index by page: an id without its prefix, then values. */
type SearchPages<Values extends unknown[]> = [page: string, items: [id: string | number, ...Values][]][];

/** Entries of a kind; a value is a text, or a text with what is around it, or several texts. */
type SearchEntries = Record<string, SearchPages<(string | string[])[]>>;

/** The search index, described in html/search_index.py; the entries of each kind are in it too. */
interface SearchData {
  oldForms: string;
  kinds: [
    plural: string, kind: string, prefix: string, rank: number, isElsewhere: boolean,
    fields: [role: string, lang: string, before: string, isMany: boolean][],
  ][];
  paragraphs: SearchPages<[precis: string, essay?: string]>;
  sources: SearchPages<[text: string]>;
  prose: SearchPages<[title: string, text: string]>;
  /** The reader's copy. */
  text?: SearchPages<[text: string]>;
}

/** A text of an item, its role and, if any, its language and what is shown around it. */
interface SearchPart {
  text: string;
  what: number;
  lang?: string;
  around: string[];
}

interface SearchPlace {
  kind: string;
  href: string;
  label: string;
  parts: SearchPart[];
}

interface SearchResult {
  words: string[];
  main: SearchPlace[];
  elsewhere: SearchPlace[];
}

/** The data of check.html, described in pages/check_page.py. */
interface CheckData {
  known: string;
  languages: [own: string, other: string];
  pages: [address: string, paragraphs: [number: number, ...begins: string[]][]][];
  retired: [number: number, href: string, japanese: string, english: string, reason: string, successors: Retirement["successors"]][];
  messages: Record<string, Label>;
  names: string[];
  year: string;
  titles: string[];
}

interface Retirement {
  href: string;
  told: Label;
  reason: string;
  successors: [href: string, ...names: Label][];
}

/** A link to a locus, with the beginnings of its first paragraphs. */
interface LinkedLocus {
  names: Label;
  href: string;
  shown: { number: number; texts: string[] }[];
  /** How many paragraphs are not shown. */
  more: number;
}

/** What a reference in an essay is. */
interface Judgement {
  kind: "right" | "no-such-paragraph" | "retired" | "backwards" | "page" | "elsewhere";
  locus: LinkedLocus | null;
  messages: Label[];
  retired: Retirement[];
  candidates: LinkedLocus[];
}

interface Finding extends Judgement {
  start: number;
  end: number;
  line: number;
  excerpt: [before: string, reference: string, after: string];
}

/** A part of the text of a reader's note; only a link has an address. */
type NoteSpan = [form: "" | "em" | "strong" | "a", text: string, href?: string];

/** A paragraph, which has one item, or a list. */
interface NoteBlock {
  list: "" | "ul" | "ol";
  /** The number of the first item. */
  start: number;
  items: NoteSpan[][];
}

/** A note of the reader; *locus* is in the strict form. */
interface ReaderNote {
  id: string;
  locus: string;
  lemma: string;
  kind: string;
  text: string;
}

/** What the reader enters once for all layer files. */
type NotesHead = Record<"layer" | "author" | "lang" | "license", string>;

interface NotesStore extends Partial<NotesHead> {
  notes: ReaderNote[];
}

type NotesChange = (store: NotesStore) => void;

/** A new note, as far as it is known. */
type NoteDraft = Pick<ReaderNote, "locus" | "lemma"> & Partial<ReaderNote>;

type NoteProblem = [line: number, label: Label];

/** A layer file as read; without its head if that has a problem. */
interface LayerFile extends Partial<NotesHead> {
  notes: ReaderNote[];
  problems: NoteProblem[];
}

/** Templates of citations, described in core/citation/templates.py. */
interface CiteTemplates {
  texts: string[];
  templates: Record<string, Record<string, Record<string, [inText: number, entry: number]>>>;
}

interface CiteData extends CiteTemplates {
  open: string;
  close: string;
  italic: [on: string, off: string];
  address: string;
  /** For a page on a disk, without an address. */
  unplaced?: CiteTemplates;
  names: Record<string, Label>;
  files: Record<string, string>;
  locators: Record<string, [one: [before: string, after: string], several: [before: string, after: string], dash: string, comma: string]>;
  months: string[];
  tex: Record<string, string>;
  small: string[];
  authors: Record<string, Record<string, string>>;
  known: Pair[];
  essay: Label;
  editors: Label;
}

/** What is cited. Only notes and terms have a title, which may be empty. */
interface CiteTarget {
  words: string;
  ranges: Pair[];
  id: string;
  path: string;
  title?: string;
  english?: string;
  author?: string;
}

/** Paragraphs for the dialog to begin with, in which the reader can change them. */
interface CiteParagraphs {
  words: "essay";
  ranges: Pair[];
  /** Whether words of the essay itself are selected. */
  isTheirs: boolean;
}

/** The notes and terms of a page by id; *author* is the key of one who is not the editors. */
type CitedItems = Record<string, [locus: string, title: string, english: string, author: string]>;

type CiteDay = [year: number, month: number, date: number];

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
  /** The language of the engine's own words on this page. */
  language: string;
  name(label: Label, between?: string): string;
  both(label: Label): (string | HTMLElement)[];
  html(label: Label): string;
  joined(labels: Label[], between?: Label): Label;
  paragraphs(locus: string): Label;
  messages(translations: Translations): Messages;
  pageOf(address: Pick<URL, "protocol" | "host" | "pathname">): string | null;
  load(...paths: string[]): Promise<unknown>;
  work: string | undefined;
  /* loci.js */
  loci: {
    find(text: string): Mention[];
    steps(text: string, size?: number): Generator<{ mentions: Mention[]; reached: number }>;
    read(text: string): LocusReading;
    readPage(groups: Record<string, string | undefined>, text: string): LocusReading;
    known(reading: LocusReading, numbers: Set<number>, extent: string): LocusReading;
    missing(locus: Locus, numbers: Set<number>): number[];
    strict(locus: Locus): string;
    format(locus: Locus): Label;
    listed(locus: Locus): string;
    PAGE: string;
  };
  /* search-find.js */
  finder: {
    finder(data: SearchData): (query: string) => SearchResult;
    shown(part: SearchPart, words: string[]): {
      text: string;
      spans: Pair[];
      lang?: string;
      around: string[];
      isBody: boolean;
      isAlias: boolean;
    };
  };
  /* notes-text.js */
  notesText: {
    isJapanese(text: string): boolean;
    clean(text: string): string;
    parse(text: string): NoteBlock[];
    nodes(text: string): HTMLElement[];
    myst(text: string): string;
    own(text: string): string;
  };
  /* notes.js, notes-file.js, notes-dialog.js */
  notes?(note?: { edit?: string }): Promise<void>;
  notesFile: {
    KINDS: Record<string, Label>;
    /** Characters of a lemma. */
    LEMMA: number;
    /** Bytes of a layer file. */
    LARGEST: number;
    isId(text: string): boolean;
    layerOf(layer: string, kind: string): string;
    locus(text: string): string | null;
    write(head: NotesHead, kind: string, notes: ReaderNote[]): string;
    read(text: string, known: Set<number>): LayerFile;
    decode(bytes: Uint8Array): { text: string; problem?: undefined } | { text?: undefined; problem: NoteProblem };
  };
  notesDialog(page: {
    store(): NotesStore;
    change(alter: NotesChange): boolean;
    sorted(): ReaderNote[];
    pending: NotesChange[];
    known: Set<number>;
    stands(words: string, number: number): boolean | undefined;
    shown(locus: string): Label;
  }): (wanted: { place?: NoteDraft; edit?: string }) => void;
  /* recognise.js */
  recognise: {
    RULE: number;
    normalise(text: string): string;
    formOf(text: string): TextForm;
    fingerprint(text: string): Fingerprint;
    recognise(text: string, record: WitnessRecord): Recognition;
    recogniseInSlices(
      text: string, record: WitnessRecord, options?: { progress?(share: number): void; signal?: AbortSignal },
    ): Promise<Recognition>;
    sha256(text: string): string;
  };
  /* text*.js */
  text?: { record(): Promise<TextRecord>; words(): Promise<TextMarks> };
  textKeep: {
    folded(text: string): string;
    held(): StoredCopy | null;
    checked(record: Pick<TextRecord, "rule" | "paragraphs">): CheckedCopy | null;
    isKept(): boolean;
    hold(data: StoredCopy, isToStay: boolean): "browser" | "tab" | "page";
    remove(): void;
    watch(act: () => void): void;
  };
  textWords: {
    matcher(forms: [form: string, id: string][]): (text: string) => Hit[];
    divider(readings: TextMarks["readings"]): (text: string) => [piece: string, parts: ReadingParts | null][];
    cut(text: string, hits: Hit[]): [piece: string, mark: string][];
    cutAtLemmas(text: string, lemmas: [lemma: string, note: string][]): [piece: string, note: string][];
  };
  textRows(words: TextMarks): {
    show(row: HTMLElement, text: string, state: CheckedCopy["states"][string]): void;
    lack(row: HTMLElement): void;
    clear(rows: HTMLElement[]): void;
  };
  textFile: {
    /** Returns the text of a file, or why there is none. */
    read(file: File): Promise<{ text: string; problem?: undefined } | { text?: undefined; problem: Label }>;
  };
  textResult: {
    show(
      result: Pick<Recognition, "states"> & Partial<Pick<Recognition, "leftover">> & { found: Record<string, { text: string; line?: number }> },
      text: string, pages: TextRecord["pages"],
    ): void;
    hide(): void;
    count(states: Recognition["states"], state: Recognition["states"][string]): number;
  };
  textSearch(): Promise<Required<Pick<SearchData, "oldForms" | "text">>>;
  /* check-find.js */
  checker(data: CheckData): {
    check(text: string): Generator<{ findings: Finding[]; reached: number }>;
    languages: CheckData["languages"];
  };
  /* cite-fill.js */
  citeFill: {
    (data: CiteData): (
      style: string, lang: string, target: CiteTarget, address: string, accessed: CiteDay,
    ) => [inText: string, entry: string];
    joined(ranges: Pair[]): Pair[];
    changesOf(data: Pick<CiteData, "small" | "tex">): Record<string, (text: string) => string>;
  };
  /* cite.js, cite-dialog.js, cite-copy.js, check-file.js */
  cite?(event: Event): void;
  citeDialog(data: CiteData, root: URL): (wanted: CiteTarget | CiteParagraphs) => void;
  copy(copied: { plain: string; html?: string }, within: Node): Promise<boolean>;
  /** Bytes of a file that a reader may open. */
  largestFile: number;
  textOf(bytes: Uint8Array): string | null;
  takeFiles(desk: HTMLElement, input: HTMLInputElement, open: (file: File) => void): void;
}

/** On a page; a script that also runs alone, as in a worker, uses `self.edition`. */
declare const edition: Edition;

interface Window {
  edition?: Partial<Edition>;
  editionCards(page: string, cards: Record<string, string>): void;
  editionCheckData(data: CheckData): void;
  editionCiteData(data: CiteData): void;
  editionCited(page: string, uri: string, items: CitedItems): void;
  editionNotesKnown(ranges: Pair[]): void;
  editionSearchIndex(data: SearchData): void;
  editionTextRecord(record: TextRecord): void;
  editionTextMarks(marks: TextMarks): void;
}

interface Navigator {
  /** Only in some browsers. */
  connection?: { saveData: boolean };
}

declare const __KINDS__: Record<string, Label>;
declare const __LAYER__: { id: string; language: string; maxSize: number };
declare const __LAYER_KINDS__: Record<string, Label>;
declare const __LEMMA_LIMIT__: number;
declare const __LANGUAGES__: [own: string, ...others: string[]];
declare const __MESSAGES__: Translations;
declare const __HAN__: string;
declare const __HTML__: { skipped: string[]; blocks: string[]; maxTags: number };
declare const __WIDE__: string;
declare const __LOCI__: {
  forms: Record<string, string>;
  lists: string[];
  more: string;
  closed: string;
  number: string;
  join: string;
  hyphen: string;
  whole: string;
  bare: string;
  page: string;
  two: string;
  opening: string;
  closing: string;
  white: string;
  inAddress: string;
  longest: number;
  largest: number;
};
declare const __WITNESS__: {
  rule: number;
  invisible: string;
  kanji: string;
  inBrackets: string;
  unified: Record<string, string>;
  sentenceEnd: string;
  maxBounds: number;
  maxWindows: number;
  weightPerChange: number;
  clearMargin: number;
  gramLength: number;
  maxTrials: number;
};
