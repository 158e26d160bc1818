"""Words that decide what is a name: words that are names too, titles, parts people play."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# First names and surnames that in small letters are ordinary words. Folded: no case, no accents.
ALSO_WORDS = _words(
    """
    april august autumn dawn may june summer winter daisy fern flora heather holly iris ivy jasmine
    lily olive poppy rose violet hazel basil rosemary sage ginger amber crystal jade pearl ruby
    opal faith grace hope joy charity patience prudence verity mercy honor honour justice
    art bill bob bud buck chase chip chuck clay cliff dale dean dick drew duke earl frank gene
    glen grant guy hank harry herb jack jay jean jimmy john josh ken lance lane mark mason max
    miles nick norm pat penny peg pierce piers ray reed rich rick rob robin rod rusty sandy skip
    stew sue tab tad tate terry tony trace tucker victor wade ward warren will woody carol belle
    bonnie candy cherry dolly eve gay joey kay kitty melody misty nan olga page patsy sally sandy
    star stella tiffany tuesday wendy wanda chance christian colin dominic ernest eugene francis
    abbott archer baker banks barber barker barnes bell berry best bird bishop black blake bond
    booth bowman boy bragg brewer bridges bright brook brooks brown bull burn burns bush butcher
    butler carpenter carter case cash chandler clark clerk coin cole cook cooper court cox craft
    crane cross day deal dear downs driver drake early east english field finch fish fisher flower
    flowers foot ford forest foster fox freeman french friend frost fuller gates german gold good
    goodman gray green grey griffin hall hammer hand hardy hart hawk hay head hide high hill hills
    hoffman holder holmes hook horn house howe hunt hunter hurt irish iron james judge key king
    knight lake land lamb law lawn leaf lee light little lock long lord love low major man march
    marsh marshall martin mayor mead mercer miller mills minor moon moore moss mount myers new
    newman noble north nurse oakes page painter palmer park parks parson peace peacock perry pike
    piper pitt pole pond pool poor pope porter potter potts power price prince pugh purple quick
    rain reader rice rivers roach roads rock root rush sailor savage sawyer scott sharp shepherd
    shields shoemaker short silver singer skinner slater small smart smith snow south sparks speed
    spring stafford steel stern stock stone street strong sweet swift taylor temple thatcher thin
    thorn tower town trip true turner tyler underwood wall walker wall waters way weaver webb wells
    west wheeler white wild wise wolf wood woods worth wright wynn york young
    blanche claire clement constant fleur jolie marine noel olivier pascal petit pierre prudent
    rene reine regis aime desire parfait legrand leblanc lenoir roux
    angel alba aurora belen blanca bruno calvo cruz delgado dolores esperanza estrella flor franco
    gracia guerra hermoso iglesias leon luna luz mar marina mercedes mora moreno nieves paloma
    paz pilar reyes rojo rosa rubio ramos rios salvador sierra sol soledad torres vega vidal
    bello bianchi bruno chiara felice fiore gloria leone marino perla rossi serena stella vera viola
    adler bauer ernst fischer frank fuchs gut jager kaiser klein koch kohl konig krause kuhn lang
    lange linde mai maier meister muller neumann ost richter roth sauer schafer schmidt schneider
    schulz schuster schwarz sommer stein vogel wagner weber weiss winter wolf zimmermann
    aamu aarre ahti armas auvo hilja ilmari ilo kaino kivi koivu lahja lahti lumi maki meri niemi
    oiva onni orvokki otso pilvi rauha saari sade satu soini suvi tahti taimi taito toivo tuuli
    tyyne tahvo urho vanamo vesa vieno virta
    alf bjork blom borg dag dahl ek frid gran hall hav holm linde lind lund ren sol sten storm sund
    vik
    baran bialy dab dudek gora kot kowal kruk krol lis maj mroz nowak ptak sikora sowa wilk wrona
    zajac
    """
)

# Also names, and far too frequent at the head of a sentence to be replaced there.
TINY_WORDS = _words(
    """
    a all am an and any are as at be but by can do for go had has he her hi his how i if in is it
    its me my no not now of off oh ok on one or our out per she so than that the then this to too
    up us was we who why yes yet you
    al da de den der des die du e el en er es et il in la las le les lo los mi ni on par que se si
    su te tu un una van von y ja niin se on ei ta te to w z i
    """
)

TITLES = _words(
    """
    dr mr mrs ms mx miss prof professor doctor sir madam herr frau fraulein monsieur madame mme mlle
    m senor senora sr sra srta signor signora sig pan pani fr father sister brother rev st jr sen
    rouva herra
    """
)

PARTICLES = _words(
    """
    af al and av ben bin da de del della den der di do dos du e el en et ibn la le och of the te
    ten ter und van von y zu zum zur
    """
)

# What a label may call somebody without naming them; each beside a number, too.
PARTS_PLAYED = _words(
    """
    adult assistant boss boy brother carer caretaker chair chairperson chef child cleaner client
    clinician colleague cook coordinator customer dad daughter developer director doctor driver
    employee engineer expert farmer father female girl group guard guardian host husband leader
    lead learner librarian male man manager mother mum nurse officer operator other owner parent
    partner patient person pharmacist pilot plumber principal producer professional pupil secretary
    senior son staff student supervisor support teacher tester therapist trainee tutor volunteer
    waiter wife woman worker coach agent buyer seller user technician designer analyst
    """
)

# What files of interviews are called, whoever speaks in them.
OF_FILES = _words(
    """
    anonymised anonymized audio backup call chat check checked clean cleaned copy corrected day de
    doc draft edit edited en export file final focus fokus gesprach group groupe grupo gruppe haast
    haastattelu int interview interviews intervista intervju intervjuu entretien entrevista kopia
    meeting mp3 new no note notes notatki old online part pilot phone podcast project raw rec
    recording respondent round session speaker study subject teams test text transcript
    transcription transkript transkripcja transkription user v ver version video voice week wywiad
    zoom participant interviewee informant customer client site visit pt id
    jan feb mar apr jun jul aug sep sept oct nov dec january february march april june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday
    """
)

# Said with a capital inside a sentence, and nobody.
CAPITAL_ANYHOW = _words(
    """
    i i'm i've i'd i'll monday tuesday wednesday thursday friday saturday sunday january february
    march april may june july august september october november december christmas easter god
    internet english british american european german french polish finnish swedish spanish italian
    """
)
