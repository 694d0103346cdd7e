// Given names that many persons bear, without accents: enough that a table of persons holds several of them. Data.

export const GIVEN_NAMES: ReadonlySet<string> = new Set(
  (
    'james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark ' +
    'donald steven paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary ' +
    'nicholas eric jonathan stephen larry justin scott brandon benjamin samuel gregory alexander frank patrick raymond ' +
    'jack dennis jerry tyler aaron jose adam nathan henry peter zachary kyle noah ethan jeremy walter oliver harry simon ' +
    'mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy betty margaret sandra ashley ' +
    'kimberly emily donna michelle carol amanda dorothy melissa deborah stephanie rebecca sharon laura cynthia kathleen ' +
    'amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra rachel carolyn janet ' +
    'catherine maria heather diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith ' +
    'hannah grace alice julia sophie sophia lucy charlotte amelia isabella mia ella chloe eva clara ' +
    'hans klaus jurgen wolfgang stefan andreas uwe bernd ralf jens torsten matthias markus florian lukas felix jan ' +
    'ursula monika petra sabine renate helga karin brigitte ingrid gisela birgit andrea claudia susanne katharina lena ' +
    'jean pierre michel philippe alain nicolas christophe jacques antoine francois julien marie nathalie isabelle sylvie ' +
    'camille manon lea francoise monique chantal luca marco giuseppe giovanni antonio francesco alessandro matteo giulia ' +
    'chiara francesca elena paola juan carlos luis javier miguel manuel pedro pablo diego fernando jorge rafael sergio ' +
    'ana carmen isabel lucia marta sofia cristina pilar rosa joao paulo tiago bruno rui beatriz mariana fernanda ' +
    'rahul amit raj sanjay vijay arjun priya anita sunita deepak ravi neha pooja anil suresh ali mohamed mohammed ' +
    'muhammad ahmed omar hassan hussein fatima aisha zainab ibrahim yusuf mustafa mehmet ayse emre ivan dmitri sergei ' +
    'vladimir olga natalia tatiana svetlana anastasia piotr krzysztof agnieszka katarzyna jakub tomasz wei li ming hiroshi ' +
    'yuki kenji haruto sakura minh linh kim'
  ).split(' '),
);
