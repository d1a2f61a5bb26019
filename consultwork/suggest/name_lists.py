"""First names, surnames, towns and everyday words: what the search for names and places leans on.

Written by hand for the people who live in the United Kingdom; short on purpose, since a name that is
also an everyday word does more harm than good.
"""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


_FIRST = """
aaliyah aaron abbie abdi abdul abdullah abigail abimbola adam adebayo adele adeola aditi adrian ahmad ahmed aidan aileen
aisha aishah ajay akua alan alana alasdair alastair albert aled alejandro alex alexander alexandra alfie ali alice alicia
alina alisha alison alistair allan alun alyssa amanda amara amelia amina aminah amir amit amy ana ananya anastasia andrea
andreea andrei andrew andrzej andy angela angharad angus anil anisha anita anjali ann anna annabel anne annette annie
anthony antoni antonia antonio anwar aoife archie arjun arthur arun asha ashley asif astrid athena audrey aurelia ava
ayesha aylin ayo azadeh babajide baljit barbara barry bartosz beata beatrice becca becky ben benjamin bernadette bernard
beth bethan bethany betty beverley bilal billy blessing bogdan bradley brenda brendan brian bridget bronwen bruce bryn
caitlin callum cameron camille carl carla carlos carly caroline carolyn catherine cathy catrin cecilia celia ceri
chantelle charles charlie charlotte chantal chidi chika chinedu chioma chloe chris christina christine christopher ciara
ciaran claire clare claudia clive colette colin colm conor connor courtney craig cynthia daisuke damian daniel daniela
danielle danny darius darren dave david davina dawid debbie deborah declan deepa deepak deirdre delroy denise dennis derek
desmond diana diane dimitri dmitri dominic dominik donald donna dorcas doreen doris dorothy douglas duncan dylan
ebony edith edward edyta eileen eilidh eimear elaine eleanor elena eleni elif elijah elizabeth ella ellen ellie elliot
elsie emeka emily emma emmanuel erica erin esme esra esther ethan eugene eva evelyn evie ewa ewan ezra fabio farah
farhan fatima fatimah fatou femi ffion fiona flora florence folake fran frances francesca francis freddie freya
funmi gabriel gabriela gareth gary gaurav gavin gemma geoff geoffrey george georgia georgina geraint gerald geraldine
gerard giles gillian gina giovanni gladys glenn glenys gloria gordon gosia graham graeme greg gregory greta grzegorz guled
gurpreet gustavo gwen gwyneth hadiza hafsa halima hamish hamza hana hannah harjit harpreet harriet harry harvey hassan
hayley heidi helen helena henry hibo hilary hodan howard huda hugh hussain hussein iain ian ibrahim idris ieuan ifan
ifeoma igor ikram ilona imogen imran ines ingrid ioana iona irena irene irina isaac isabel isabella isabelle isaiah ishaan
isla ismail istvan ivan izabela jacek jackie jacob jacqueline jade jagdeep jaime jake jakub jamal james jamie jamila jan
jane janet janice janine jasmin jason jaspreet jatinder javier jayne jean jeanette jeff jeffrey jemima jen jenna jennifer
jenny jeremy jerome jess jesse jessica jill jim jimmy jo joan joana joanna joanne jodie joe joel johanna john johnny
jonathan jonny jordan jorge jose joseph josephine josh joshua joyce juan judith julia julian julie juliet kabir kadija
kamal kamila karen karim karina karl karolina kasia kate katarzyna kath katherine kathleen kathryn kathy katie katy kavita
kayleigh keeley keiran keith kelechi kelly kelsey ken kenneth kenny kerry kevin khadija khadijah khalid kieran kiran
kirsten kirsty kofi kojo krishna kristina krystyna krzysztof kwabena kwame kyle lakshmi lamin lara latoya laura lauren
lawrence leah leanne leila lena leon leona leonard lesley leslie lewis liam libby lilian liliana linda lindsay lindsey lisa
liz lizzie lloyd logan lola lorna lorraine louis louisa louise lucas lucia lucy luis luke lukasz lydia lynda lynn lynne
maciej madeleine maeve magda magdalena mahmoud mairead malcolm malgorzata mandeep mandy manjit manuel marcela marcin marco
marcus marek margaret margarita maria mariam marian marie marilyn mario marion marjorie marlene martha martin martina
martyn mary maryam mateusz matt matthew maureen maurice mbali megan mehmet mei melanie melissa mercedes mia michael
michaela michal michelle miguel mihai mike milena mina miriam moira mohamed mohammad mohammed monica monika morag moses
muhammad muna muriel musa mustafa myfanwy nadia nadine naeem nancy naomi nasreen natalia natalie natasha nathan navdeep
neema neha neil nerys ngozi nia niall niamh nicholas nicola nicole nigel niki nikita nikki nikolai nina nkechi noah noel
noor nora noreen norma norman nuala obinna oisin olga oliver olivia olu oluwaseun omar oonagh orla oscar osman owen
pablo padraig paige pamela parveen patricia patrick patrycja paul paula pauline pawel pedro peggy percy peter petra petros
phil philip philippa phillip phoebe phyllis pierre piotr pooja poppy prakash precious preeti priya przemek rachael rachel
radoslaw rafal rahul raj rajesh raman ramona rashid rashida raymond razia rebecca reece rhian rhiannon rhona rhys
ricardo richard rita robbie robert roberta roberto roderick rodney roger rohan roisin roland ronald ronnie rory rosalind
rosemary rosie ross roxanne roy rubina rukhsana rupert russell ruth ryan sabina sabrina sadia saeed saffron saima sally
salma sam samantha samina samira samuel sana sandeep sandra sanjay santosh sara sarah saskia sasha satnam saul savannah
scarlett scott sean sebastian selina serena shabana shabnam shahid shaheen shakira shania shannon sharon shaun shazia
sheila shelley shirley shreya shu siân sian siddharth simon simone simran sinead siobhan sofia solomon sonia sonya sophia
sophie stacey stan stanislaw stella stephanie stephen steve steven stuart suki sukhdeep sultana sumaya sunita suresh
susan susannah suzanne svetlana sylvia tadeusz tamara tamsin tanisha tanya tara tariq tasha tatiana temitope terence
teresa terry thea theo theresa thomas tiffany tim timothy tina tobi tobias toby tom tomasz tommy tony tracey tracy trevor
tricia tristan tunde tyler tyrone uchenna uma unathi usha usman valentina valerie vanessa vera veronica vicky victoria
vijay vikram vincent viktor viktoria violeta vivek vivian vivienne wahida walter wanda warren wayne wei wendy
wesley wiktoria william winifred winston wojciech xavier xiao yan yasmin yasmina yasir yemi yetunde yolanda yosef yusuf
yvette yvonne zac zach zachary zahra zainab zara zeynep zoe zofia zoya zuzanna zubair
abena abu adaeze ade adeel adwoa agata agnes agnieszka aidah akosua aleksandra aleksander alessandro alexis alfonso alhaji
aliya alvin amelie amna anais anders aneesa angelina angelo aniela anika anjum ansah anthea arabella armando arthit asad
asma atif atiya augusta aurora ayaan ayodele azra bahar barnaby basma beatriz bella benedict bettina bhavna blanka blessed
boris brooke bruno cassandra celine cerys chanel chantal cheryl chiamaka chinwe chukwudi clara clarissa claudio clement
colleen concepcion cordelia cornelia cyril dafydd dagmar dalia damilola daria dariusz dawit debora delia della delphine
demetrius denisa deniz devon dilip dilys dinesh dolores dominika donal dora drago dragana durga ekaterina elaina elin elina
eliza elke elodie elspeth elwood emanuel emil emilia emilie emre enid enrique eoin eric erik ernest esme estelle ester
etta eunice fadi fahad faisal farida farid farooq farrah fatma felicity felix fergus fernando fidel filip finlay fiona
folasade francois fredrick frida gabrielle ganesh garfield gavino genevieve gethin gift giorgio giuseppe gloria gopal
gulsen habib haider hala hameed haroon harish haruka hasan hatice haydar hector heidi helga henrik herbert hermione hiroshi
hiwot howell hyacinth ibtisam idowu ifeanyi ignacio ihsan ilse imani imelda imtiaz inaya indira ines ishmael ivana ivor
iwona jaan jadwiga jamila janusz jasmina javed jayden jaydon jelena jermaine jerzy jiao jin joaquin jolanta josefina
josiah jozef jude julius june-marie junaid justyna kabelo kacper kai kaitlyn kareem kaya kayode keisha kelvin kemi keziah
khadra khaled kian kishore klaudia kobina kumari kwesi kylie laila lamar lamia laszlo leanna leela leo leonie letitia levi
lian libuse lidia lilla linh lindiwe lionel lorenzo lubna lucille luigi luther lwazi maajid mabel maddie mai malachi
malik mamadou manisha manoj marcelo margarida marta marwa maryla marzena masood mateo matilda matteo maud mavis maxine
mayowa mehdi mehwish memuna meredith mervyn mikael mikolaj milan millie mira mirela mohan moshe mubarak mukesh mumtaz
murtaza nadeem nagina najma nana naoko narinder nasir nawal nazia nazir neelam nell nestor nevin ngan nikhil nikolas nimo
nisha nishant nkosana noura nuno nyasha obi odette ola oleksandr olena olumide omari ondine oona opeyemi orlando osagie
oskar oyinkan pamela panos pascal pavel pernille petal piers pilar pradeep prem priscilla przemyslaw qasim rabia rafael
raheem rajan rajiv rania rashmi ravi reggie rehana renata reuben rhoda rhona riaz rizwan roma romana rosa rosalie rosanna
roshan rowena roza rubab rudi rufus rukmini ruta saad sadie safiya sahar sajid salim salman samina samir sanjeev sara-jane
sarita savita seamus segun selma seren seun sergio shadia shafiq shanice shanthi sharifa shirin shivani shola shona sibusiso
sidra sienna sigrid silvia simona sipho sita sławomir sohail soraya stefan stefania suad suleiman sumaira sunil suraj
sushila sybil tabitha tahir tahira taiwo talia tamika tanvir tarek tariro tatjana tendai teodora thabo thandi thandiwe
themba theodora thu tiago tola torsten trish tristram uday ugo ulrike ursula uzma valeria vanya vasile vaughan veena
venkat vera verity vernon vikki vince violetta vladimir wafa waleed wangari wasim wilfred wilma winnie yara yaw yewande
yoko yolande yuki yuliya yuri zaid zak zakariya zaneta zeeshan zelda zeinab zina zinaida zita zuhra
"""
# First names that are also everyday words: taken for a name only in a name's company.
_DOUBTFUL = """
alma amber angel april art august autumn bella ben bill bob bonnie brandy brook candy carol carole chance charity chase
christian clay coral crystal daisy dale dan dawn dean destiny dean dee don drew eden eve faith fern frank gay gene ginger
glen grace grant guy hazel heath heather holly honey hope hunter iris ivy jack jasmine jay jewel joy june kay kit kim lance
lee lily mark marina mark max may melody mercy merry mike miles mo myra nick olive paddy pat patience pearl penny peace
phil pip prince prudence ray rich rob robin rod ron rose ruby sandy serenity skip sky star sue summer sunny tam ted
troy victor violet viola will woody
"""
_MONTH_LIKE = word_set("april may june august summer autumn")
_SURNAMES = """
abbott abdi abdullah adams adebayo adeyemi afolabi agarwal ahmed akhtar alexander ali allen anderson andrews appiah armstrong
asante ashworth atkinson bailey baker balogun banerjee barker barnes bates begum bell bennett bhatt boateng booth bradley
brennan brooks browne bukowski burke burns burton butler byrne campbell carroll carter chandra chapman chatterjee chaudhry
chen choudhury clark clarke cole collins cooper cox cunningham dalton das davidson davies davis dawson desai dhillon dixon
dlamini doyle dube duffy dunn edwards ellis evans farah fernandez fernandes fisher fitzgerald fletcher flynn foster fraser
garcia gardner gibson gill goldberg gordon graham griffiths gupta hall hamilton hammond harris harrison hart harvey hassan hayes
henderson hernandez holmes hosseini houghton hughes hussain hussein ibrahim ivanov jackson jama james jenkins johnson johnston
jones joshi kamara kapoor kaur kelly kennedy khan khatun kim kowalczyk kowalska kowalski kumar lawson lewandowski lewis liu
lloyd lopez macdonald mackenzie malik marshall martinez mbeki mccarthy mcdonald mckenzie mehmet mehta mensah miah mills
mishra mitchell mohamed mohammed moore morgan morris morrison moyo mukherjee murphy murray naidoo nair ncube nguyen novak
nowak nwosu o'brien o'connor o'donnell o'neill obi ochieng odhiambo okafor okeke okonkwo okoro olsen osman owusu palmer
papadopoulos parker parmar patel pearson pereira perera petrov phillips popescu powell qureshi rahman rao reddy reid reynolds
richards richardson roberts robertson robinson rodriguez rogers rossi ryan sanchez sandhu santos shah shaikh sharma shaw
shevchenko siddiqui silva simmons simpson singh smith sokolov stewart suleiman sutton svensson syed taylor thapa thomas
thompson thomson tremblay turner uddin vasquez wagner walker walsh warsame watson williams williamson wilson
wiśniewska wisniewski wojcik wong wright yilmaz yildiz yusuf zhang zielinska zielinski
"""
_TOWNS = """
aberdeen aberystwyth accrington aldershot altrincham andover ashford aylesbury ballymena banbury bangor barking barnet
barnsley barnstaple barrow basildon basingstoke battle bedford belfast bexhill bexley birkenhead birmingham blackburn
blackpool bodmin bognor bolton bootle boston bournemouth bracknell bradford braintree brent brentwood bridgend bridgwater
brighton bristol brixton bromley burnley bury camberley camborne cambridge camden canterbury cardiff carlisle carmarthen
chatham chelmsford cheltenham chester chesterfield chichester chippenham clacton colchester consett corby coventry crawley
crewe crowborough croydon cumbernauld dagenham darlington dartford derby derry dewsbury doncaster dorchester dover dudley
dumfries dundee dunfermline durham ealing eastbourne eastleigh edinburgh enfield epsom exeter exmouth falkirk falmouth
fareham farnborough farnham folkestone gateshead gillingham glasgow glastonbury gloucester godalming gosport grantham
gravesend greenock greenwich grimsby guildford hackney hailsham halifax haringey harlow harrogate harrow hartlepool harwich
hastings hatfield havant haverfordwest hemel hereford hertford hexham heysham horsham hounslow hove huddersfield hull
huntingdon inverness ipswich islington keighley kendal kettering kidderminster kilmarnock kirkcaldy lambeth lancaster
leamington leeds leicester lewes lewisham lichfield lincoln lisburn littlehampton liverpool livingston llandudno llanelli
london loughborough lowestoft luton macclesfield maidenhead maidstone manchester mansfield margate merthyr middlesbrough
morecambe morpeth motherwell neath newark newbury newcastle newham newhaven newport newquay newry northallerton northampton
northwich norwich nottingham nuneaton oldham omagh oxford paisley peacehaven penrith penzance perth peterborough peterlee
plymouth polegate pontefract pontypridd poole portsmouth preston ramsgate redditch redhill redruth reigate rhyl ripon
rochdale romford rotherham rugby runcorn rye salford salisbury scarborough scunthorpe seaford sheffield shoreham shrewsbury
sittingbourne skegness skelmersdale slough solihull southall southampton southend southport southwark stafford staines
stevenage stirling stockport stockton stornoway stourbridge stranraer stratford stroud sunderland sutton swansea swindon
taunton telford tiverton torquay tottenham truro tunbridge twickenham uckfield uxbridge wakefield wallasey walsall
walthamstow wandsworth warrington warwick watford wembley weymouth whitby whitehaven whitstable widnes wigan winchester
windsor wisbech woking wokingham wolverhampton woolwich worcester workington worksop worthing wrexham yeovil york
"""
_DOUBTFUL_TOWNS = word_set("barrow battle boston bury derby dover hull lincoln neath perth rugby rye sandwich york")
_EVERYDAY = """
a about after again all also although always am an and any are as ask asked at away back be because been before being but
by called came can come could day days did do does doing done don't down during each even ever every everyone everything
few first for from get gets give go going good got great had has have he hello help her here hers him his home how however
i i'm if in into is it it's its job just kind know last later left like little lovely made make many maybe me more most much
my never next nice night no none not nothing now of off often ok old on once one only or other our out over people perhaps
person phone please rang really right round said same saw say says she should since so some someone something sometimes
soon still such than thank thanks that the their them then there these they thing this those though through time to today
together told tomorrow too took under until up us very visit visits wait was we week well went were what when where which
while who whole whose why will with without woman work worked works would year yes yesterday yet you your
"""
_NOT_NAMES = """
monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
october november december christmas easter ramadan eid diwali bank holiday nhs gp gps cpn ctm camhs iapt cmht dwp pip esa
tv covid covid-19 english british welsh scottish irish polish urdu muslim christian hindu sikh jewish asian african black
white europe england scotland wales ireland britain uk government council parliament minister secretary state department
health social care services service mental crisis team trust hospital ward clinic surgery house centre center unit school
college court prison university community street road facebook instagram twitter whatsapp zoom teams google
mr mrs ms miss dr doctor nurse sister staff reception receptionist paramedic consultant psychiatrist manager mum dad
mother father god jesus lord a&e ambulance act
"""

FIRST_NAMES = word_set(_FIRST) - word_set(_DOUBTFUL)
DOUBTFUL_NAMES = word_set(_DOUBTFUL)
MONTH_LIKE = _MONTH_LIKE
SURNAMES = word_set(_SURNAMES)
TOWNS = word_set(_TOWNS)
DOUBTFUL_TOWNS = _DOUBTFUL_TOWNS
EVERYDAY = word_set(_EVERYDAY)
NOT_NAMES = frozenset(_NOT_NAMES.split())
