import type { RouteAnswer, RouteName } from '@midstream/api';

interface FileAnswer {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array | string;
}

/** What a handler gives back. `text` is JSON already written, for documents that would only be parsed to be written again. */
export interface Reply<N extends RouteName> {
  readonly body?: RouteAnswer<N>;
  readonly text?: string;
  /** A long text as it goes out, in place of `text`: made by a thread, so that the server's own has nothing to do with its length. */
  readonly bytes?: Uint8Array<ArrayBuffer>;
  /** The bytes are compressed (gzip). */
  readonly isPacked?: boolean;
  /** The text is of the columns' media type. */
  readonly inColumns?: boolean;
  readonly file?: FileAnswer;
  /** Becomes the ETag. */
  readonly version?: number | string;
  /** Session to be set as a cookie; empty = cookie to be taken away. */
  readonly session?: string;
}
