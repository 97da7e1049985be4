import type { RoutingOperation, SkillRequirement } from '@midstream/factory';
import type { Crew, Resources } from './resources.ts';
import { PERSON } from './resources.ts';

const MOST_CHOICES = 4;
/** Crews considered for one skill: those with the fewest other skills, and one in reserve. */
const CREWS_PER_SKILL = 2;

/** A crew asked for so many people (may be a fraction). */
export interface CrewNeed {
  readonly crew: Crew;
  readonly people: number;
}

/** Whom a phase of an operation needs, each crew once. Compared by identity: the same people are the same object. */
export interface CrewNeeds {
  readonly needs: readonly CrewNeed[];
  /** Money per hour of all of them. */
  readonly costPerHour: number;
}

export interface CrewChoice {
  /** One for each skill the operation wants, in its order. */
  readonly crews: readonly { readonly need: SkillRequirement; readonly crew: Crew; readonly people: number }[];
  readonly setup: CrewNeeds;
  readonly run: CrewNeeds;
}

/** What a site has for an operation; `missing` names the first skill too few people there have, and then there are no choices. */
export interface SiteCrews {
  readonly choices: readonly CrewChoice[];
  readonly missing: string | undefined;
}

/** Crews for the skills operations want, worked out once for each site and set of wants. */
export class CrewChoices {
  readonly #resources: Resources;
  readonly #known = new Map<string, SiteCrews>();
  /** The same by identity: an operation asks once for each of its machines. */
  readonly #asked = new Map<RoutingOperation['operators'], Map<string | undefined, SiteCrews>>();
  readonly #needs = new Map<string, CrewNeeds>();

  constructor(resources: Resources) {
    this.#resources = resources;
  }

  /** For each skill wanted one crew of the site, those with the fewest other skills first. */
  of(operators: RoutingOperation['operators'], site: string | undefined): SiteCrews {
    let bySite = this.#asked.get(operators);
    if (bySite === undefined) this.#asked.set(operators, (bySite = new Map()));
    let crews = bySite.get(site);
    if (crews === undefined) bySite.set(site, (crews = this.#likeOthers(operators, site)));
    return crews;
  }

  #likeOthers(operators: RoutingOperation['operators'], site: string | undefined): SiteCrews {
    const key = `${site ?? ''}|${JSON.stringify(operators ?? [])}`;
    let crews = this.#known.get(key);
    if (crews === undefined) this.#known.set(key, (crews = this.#choose(operators ?? [], site)));
    return crews;
  }

  #choose(operators: readonly SkillRequirement[], site: string | undefined): SiteCrews {
    let choices: CrewChoice['crews'][] = [[]];
    for (const need of operators) {
      const people = need.count ?? 1;
      const able = this.#resources.crews
        .filter((crew) => crew.site === site && crew.skills.includes(need.skill) && crew.most >= people * PERSON)
        .sort((a, b) => a.skills.length - b.skills.length)
        .slice(0, CREWS_PER_SKILL);
      if (able.length === 0) return { choices: [], missing: need.skill };
      choices = choices.flatMap((choice) => able.map((crew) => [...choice, { need, crew, people }])).slice(0, MOST_CHOICES);
    }
    const whole = choices.map((crews) => ({ crews, setup: this.#inPhase(crews, 'setup'), run: this.#inPhase(crews, 'run') }));
    return { choices: whole, missing: undefined };
  }

  /** The same crew asked for twice is asked once for the sum. */
  #inPhase(crews: CrewChoice['crews'], phase: 'setup' | 'run'): CrewNeeds {
    const people = new Map<Crew, number>();
    for (const each of crews) {
      const wanted = each.need.phase ?? 'all';
      if (wanted === 'all' || wanted === phase) people.set(each.crew, (people.get(each.crew) ?? 0) + each.people);
    }
    const needs = [...people].map(([crew, count]) => ({ crew, people: count }));
    const key = needs.map((need) => `${need.crew.index}:${need.people}`).join(',');
    let known = this.#needs.get(key);
    if (known === undefined) {
      const costPerHour = needs.reduce((sum, each) => sum + each.crew.costPerHour * each.people, 0);
      this.#needs.set(key, (known = { needs, costPerHour }));
    }
    return known;
  }
}
