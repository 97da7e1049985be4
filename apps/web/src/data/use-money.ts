import { moneyIn } from '@midstream/words/unloaded';
import { useCallback } from 'react';
import { useSpeech } from '../i18n/language.tsx';
import { useWorkspace } from './session.tsx';
import { useCall } from './use-call.ts';

/** Writes an amount in the currency the factory reports in. */
export function useMoney(): (amount: number) => string {
  const { language } = useSpeech();
  const workspace = useWorkspace();
  const currency = useCall('workspaces.get', { params: { workspace } }).data?.currency ?? '';
  return useCallback((amount: number) => moneyIn(language, amount, currency).trim(), [language, currency]);
}
