import { Component, type ReactNode } from 'react';
import { useSpeech } from '../i18n/language.tsx';

/** Keeps a fault of one page from emptying the whole screen: it is told, and the other pages can still be gone to. */
export class Fault extends Component<{ readonly children: ReactNode }, { readonly isBroken: boolean }> {
  override state = { isBroken: false };
  static getDerivedStateFromError(): { readonly isBroken: boolean } {
    return { isBroken: true };
  }
  override render(): ReactNode {
    return this.state.isBroken ? <Told /> : this.props.children;
  }
}

function Told() {
  const { say } = useSpeech();
  return (
    <div className="notice late" role="alert">
      <p>{say('web.fault')}</p>
      <p>
        <button type="button" className="button" onClick={() => globalThis.location.reload()}>
          {say('web.load-again')}
        </button>
      </p>
    </div>
  );
}
