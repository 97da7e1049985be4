import type { Capability } from '@midstream/factory';
import type { Me, Membership } from '@midstream/api';
import { createContext, useContext } from 'react';

/** The factory one is in, and what one may do there. */
export interface Place {
  readonly me: Me;
  readonly membership: Membership;
}

const PlaceContext = createContext<Place | undefined>(undefined);
export const PlaceProvider = PlaceContext;

export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (place === undefined) throw new Error('a page outside a factory');
  return place;
}

/** Address of the factory one is in. */
export function useWorkspace(): string {
  return usePlace().membership.workspace;
}

export function useMay(capability: Capability): boolean {
  return usePlace().membership.capabilities.includes(capability);
}
