"""English headings, as people and as programs write them."""

from matrikel.imports.rules.fields import ColumnReason as Why
from matrikel.imports.rules.fields import Field

MEANINGS: dict[tuple[Field, str], str] = {
    (Field.GIVEN_NAME, ""): """
        first name, given name, forename, given names, christian name, fname, first names, forenames, first,
        member first name, legal first name, player first name, child first name, name first""",
    (Field.FAMILY_NAME, ""): """
        last name, surname, family name, lname, second name, last, member last name, legal last name, sname,
        player last name, child last name, name last, surnames, family name(s)""",
    (Field.NAME_PREFIX, ""): "name prefix, surname prefix, prefix, last name prefix, infix name",
    (Field.INITIALS, ""): "initials, initial, initialer",
    (Field.MIDDLE_NAME, ""): "middle name, middle names, middle, middle initial",
    (Field.PREFERRED_NAME, ""): """
        preferred name, known as, nickname, alias, calling name, preferred first name, goes by""",
    (Field.FULL_NAME, ""): """
        name of member, name, full name, member name, member, person, members, display name, participant, contact
        name, member's name, complete name, name of the member, first and last name, first name and last name,
        first & last name, name (first last), first name last name, player, player name, individual, child name,
        name (full), athlete, attendee""",
    (Field.FULL_NAME, "family_first"): """
        last name first name, surname first name, name (last first), last name and first name, last first, surname
        and first name, surname & forename, name (surname first), surname and forename, sort name, file as""",
    (Field.BIRTH, ""): """
        date of birth, birth date, birthday, born, dob, born on, date birth, birth, date of birth (dd/mm/yyyy),
        dob (dd/mm/yyyy), member dob, date born, bday""",
    (Field.BIRTH_YEAR, ""): "birth year, year of birth, year born, yob, born in, born year",
    (Field.BIRTH_MONTH, ""): "birth month, month of birth",
    (Field.BIRTH_DAY, ""): "day of birth, birth day of month",
    (Field.NATIONAL_NUMBER, ""): """
        personal identity number, national identity number, national id, ssn, personal number, identity number, id
        number, personal code, social security number, national number, personal id, personal id number, personal
        identity code, national identification number, national insurance number, social security no, civic
        number, national registration number""",
    (Field.GENDER, ""): """
        gender, sex, m/f, f/m, male/female, gender identity, m/f/x, gender (m/f), legal gender, boy/girl""",
    (Field.EMAIL, ""): """
        e-mail member, email 1, email, email address, mail, primary email, contact email, email addr, email
        contact, email id, preferred email, email (primary), mail address, emails, email address 1, member email,
        primary email address, main email""",
    (Field.EMAIL, "private"): """
        private email, personal email, home email, email (home), email private""",
    (Field.EMAIL, "work"): "work email, business email, email work, office email",
    (Field.EMAIL, "other"): """
        email 2, second email, other email, secondary email, alternative email, alternate email, alt email,
        additional email, e-mail address 2, cc email, email 3""",
    (Field.PHONE, ""): """
        phone, telephone, phone number, tel, telephone number, contact number, phone no, tel no, contact phone,
        phone 1, phone (primary), telephone no, primary phone, contact no, contact tel, daytime phone, tel number,
        phone numbers, main phone, preferred phone, contact telephone, tel1, telephone 1, ph""",
    (Field.PHONE, "mobile"): """
        mobile, mobile phone, cell, cell phone, mobile number, mobile no, cell number, phone (mobile), mobile 1,
        mobile tel, cellular, mob no, mobile telephone, phone (cell), mobile phone number, telephone mobile, cell
        no, tel mobile, handphone""",
    (Field.PHONE, "home"): """
        home phone, phone home, landline, home telephone, home number, home tel, tel (home), telephone home, home
        phone number, home no, home tel no, evening phone""",
    (Field.PHONE, "work"): """
        work phone, phone work, business phone, work tel, office phone, telephone work, work number, tel (work)""",
    (Field.PHONE, "other"): """
        phone 2, telephone 2, other phone, mobile 2, phone 3, second phone, alternative phone, phone (other),
        alternate phone, secondary phone, other number, tel 2""",
    (Field.CONTACT, ""): """
        contact, contact details, phone/email, contact info, contact information, phone and email""",
    (Field.CARE_OF, ""): "c/o, care of, c/o address, attention",
    (Field.STREET, ""): """
        street, street address, address, address 1, address line 1, addr, address line, street 1, home address,
        mailing address, postal address, street name, street and number, street & number, road, address (street),
        addr1, residential address, street address 1, home street, mailing street, house and street, house number
        and street, first line of address, street/no, address line one, street no and name, home address 1, street
        and house number, address 1st line""",
    (Field.HOUSE_NUMBER, ""): "house number, house no, house nr, building number, number/name, house",
    (Field.HOUSE_ADDITION, ""): """
        house number addition, addition, suffix, house letter, house number suffix""",
    (Field.ADDRESS_EXTRA, ""): """
        address 2, address line 2, apartment, apt, unit no, address 3, address line 3, street 2, flat, suite,
        addr2, apartment number, flat number, building, building name, floor, locality 2, district""",
    (Field.POSTCODE, ""): """
        postcode, postal code, zip, zip code, zip/postal code, zip/postcode, postal, pcode, postal/zip code, zip /
        postal, post codes, zip no""",
    (Field.PLACE, ""): """
        city, town, place, post town, locality, city/town, town/city, post office, city or town, village,
        municipality/city, home town, home city, suburb, town/village, mailing city, city name""",
    (Field.POSTCODE_PLACE, ""): """
        postcode and city, zip and city, city and zip, postcode and town, zip/city, postcode/city, postcode/town,
        city/zip, postal code and city, postal code/city, zip code and city""",
    (Field.FULL_ADDRESS, ""): """
        full address, complete address, address (full), whole address, full postal address, formatted address,
        address complete, address incl. postcode, address and postcode, postal address full""",
    (Field.COUNTRY, ""): """
        country, country code, country of residence, country name, address country, nation, mailing country, home
        country, country (address)""",
    (Field.MUNICIPALITY, ""): """
        municipality, home municipality, municipality of residence, commune, council""",
    (Field.LANGUAGE, ""): """
        language, preferred language, lang, language code, locale, mother tongue, native language, contact
        language""",
    (Field.MEMBER_NUMBER, ""): """
        member number, membership number, member no, member id, membership id, member nr, membership no, mem no,
        member code, memb no, member ref, card number, card no, membership card, mem id, member number (club),
        club number, member reference""",
    (Field.EXTERNAL_NUMBER, "federation"): """
        federation number, federation id, federation no, union number, person id, national member id, affiliation
        number, registration number, fan, fan number, fa number, governing body number, lta number, btm number,
        cdh id, cdh number, world handicap id, ncbi, fide id, uk athletics number""",
    (Field.EXTERNAL_NUMBER, "licence"): """
        licence, licence number, license, license number, licence no, license no, licence id""",
    (Field.EXTERNAL_NUMBER, "old_system"): """
        old id, external id, customer number, customer id, legacy id, old number, customer no, reference number,
        external reference, contact id, crm id""",
    (Field.MEMBERSHIP_TYPE, ""): """
        membership level, level, membership type, membership, type, member type, category, membership category,
        class, member category, membership class, member class, kind, membership kind, subscription, membership
        plan, plan, membership status type, tier, type of member, type of membership, membership group,
        subscription type, fee category, grade of membership, membership grade, membership package, package""",
    (Field.STATUS, ""): """
        status, member status, membership status, active, current status, is active, active member, member state,
        state of membership, active/inactive""",
    (Field.JOINED, ""): """
        member since date, year joined, joined, join date, member since, date joined, membership start, start
        date, joining date, joined on, since, membership from, entry date, membership start date, member from,
        start of membership, date of joining, joined date, membership since, enrolled, enrolment date, enrollment
        date, admitted, admission date, date of admission, start, joined year, membership begins, date of entry,
        elected, date elected, joined in, first joined, original join date, start of member, date became member,
        membership began, date enrolled, member start, join year, date of membership, accession date, year of
        joining, joined club""",
    (Field.LEFT, ""): """
        left, end date, leaving date, date left, membership end, left on, resigned, resignation date, member
        until, membership to, membership end date, terminated on, date of leaving, leave date, membership
        ended, termination date, date resigned, ended, lapsed, left date, cancelled, cancellation date, end of
        membership, exit date, left club, year left, date terminated""",
    (Field.DECEASED, ""): """
        deceased, date of death, died, death date, deceased on, date deceased, death""",
    (Field.PROTECTED, ""): """
        protected, protected identity, protected address, confidential, confidential address, address protected,
        secret address, ex-directory""",
    (Field.GROUPS, ""): """
        group, groups, team, teams, section, sections, unit, activity, activities, branch, unit name, subgroup,
        subgroups, squad, division, squads, department, committee, age group team, chapter, local group, voice
        part, instrument, patrol, sport, sports, training group, chapters, local branch, mooring, plot number,
        plot, position played, troop, discipline, class group""",
    (Field.HOUSEHOLD, ""): """
        household, family, family id, household id, family number, family name (household), family group, main
        member, household number, household name, family code, primary member, family unit, family ref, head of
        household, family of""",
    (Field.IBAN, ""): """
        iban, bank account, account number, bank, bank account number, iban number, bic, swift, sort code, account
        no, iban/bic, bic/swift""",
    (Field.NOTE, ""): """
        internal notes, note, notes, comment, comments, remarks, remark, other, info, other info, misc, additional
        information, memo, free text, general notes, description, other information, miscellaneous, additional
        info, internal note, admin notes, observations""",
    (Field.GUARDIAN_NAME, ""): """
        parent, guardian, parent/guardian, parent name, guardian name, parents, mother, father, parent 1, parent
        2, guardian 1, guardian 2, legal guardian, parent/carer, carer, next of kin parent""",
}  # fmt: skip

LEFT_OUT: dict[Why, str] = {
    Why.ABOUT_MONEY: """
        fee, paid, amount, balance, invoice, payment, payment date, fee paid, dues, fees, payment method,
        membership fee, subs, subs paid, subscription paid, amount due, outstanding, paid date, price, discount,
        last payment, balance due, invoice number, direct debit, paid until, paid to, payment status, date paid,
        fee amount, annual fee, amount paid, amount owed, gift aid, donation, donations, total paid, payment type,
        payment ref, payment reference, subs due, paid 2026, paid 2025, renewal fee, mandate, deposit""",
    Why.ABOUT_SOMEBODY_ELSE: """
        partner, spouse, emergency contact, ice, emergency phone, next of kin, emergency contact name, emergency
        contact phone, payer, recruited by, referred by, proposer, seconder, emergency contact number, doctor, gp,
        sponsor, billing contact, proposed by, siblings, emergency contact relationship, nok, partner name, spouse
        name, children, billing name, billing email, billing address, ice contact""",
    Why.CONSENT_WITHOUT_EVIDENCE: """
        consent, newsletter, gdpr, photo consent, consents, marketing, email opt in, opt in, opt out, subscribed,
        mailing list, contact consent, privacy, newsletter opt in, email consent, sms consent, photo permission,
        data consent, do not email, do not contact, media consent, privacy policy, marketing consent, gdpr
        consent, communication preferences, unsubscribed, receives newsletter, magazine""",
    Why.FOLLOWS_FROM_OTHERS: """
        age, full name and address, years as member, region, postal region, salutation, title, county, province,
        state, birthday this year, jubilee, age group, years of membership, honorific, name title,
        mr/mrs, mr/ms, herr/fru, hr/fru, hr./fr., age
        category, label, mailing label, age band, greeting, dear, years member, length of membership, age at,
        latitude, longitude, current age, age (years)""",
    Why.NOT_NEEDED: """
        property, uniform, uniform issued, equipment, purchase date, plot area,
        expired, time stamp, submitted, submitted at, completion time, start time, respondent id, graduation year,
        year of graduation, response id,
        waiting list, plot size, plot no, lot, lot number, ranking, level of play, home club, parent club,
        storage, mooring no, share, shares, parking permit, house points, attended,
        allergies, medical, medical notes, diet, expiry date, renewal date, renewal, expires, nationality,
        citizenship, birth country, place of birth, country of birth, registration date, created, created at,
        created on, updated, updated at, last updated, modified, last login, user name, password, login, url,
        website, profile, photo, picture, image, facebook, instagram, shoe size, gdpr date, t-shirt size, shirt
        size, occupation, profession, organisation, company, club, last modified, date created, date modified,
        employer, school, medical conditions, medication, dietary requirements, ethnicity, religion, disability,
        marital status, twitter, linkedin, handicap, kit size, avatar, user id, uuid, guid, timestamp, last seen,
        last active, registered, registered on, source, job title, club name, last activity, last sign in, signed
        up, sign up date, expiration date, valid until, valid to, record id, swimming ability, key number, key,
        locker, locker number, boat, boat name, sail number, dog, dog name, car registration, first aid, swimmer,
        weight, height, belt, grade, rating, attendance, ip address, time zone, organization, form id, submission
        date, entry id, modified by, created by, date added, added on, record created, renewed, date renewed, last
        renewed, renewal due""",
    Why.NO_PLACE_YET: """
        honorary member, life member since,
        role, roles, position, office, board, trainer, coach, volunteer, committee role, awards, qualifications,
        training, badges, dbs, dbs number, dbs date, dbs check, office held, certificates, officer, volunteer
        role, safeguarding, dbs expiry, coaching qualification, tags, tag, labels, skills, committee member,
        referee""",
    Why.COUNTS_ROWS: """
        row, row number, line, #, row no, seq, sequence, sr no, s/n, line no, index, sl no""",
}  # fmt: skip
